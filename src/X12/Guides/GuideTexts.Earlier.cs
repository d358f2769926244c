namespace Portico.X12;

/// <content>270 and 271 of 004010X092A1, which some payers still send.</content>
internal static partial class GuideTexts
{
    private const string EarlierRefusals = "AAA S9 R.RR 1=N,Y";
    private const string EarlierProvider = "PRV S1 RSS";

    private const string EarlierInquiry = $"""
        guide 270 004010X092 | Eligibility inquiry
        unit 2000C
        ST R1 RR 1=270
        BHT R1 RRSRRS 1=0022 2=01,13,36
        loop 2000A R> | Payer level
          HL R1 R.RR 3=20 4=1
          loop 2100A R1 | Payer
            NM1 R1 RRSSSSSRR 1=2B,36,GP,P5,PR 2=1,2
          loop 2000B R> | Provider level
            HL R1 RRRR 3=21 4=1
            loop 2100B R1 | Provider who asks
              NM1 R1 RRSSSSSRR 1=1P,2B,36,80,FA,GP,P5,PR 2=1,2
              REF S9 RRS
              N3 S1 RS
              N4 S1 SSSSSS
              PER S3 RSSSSSSS 1=IC
              {EarlierProvider}
            loop 2000C R> | Subscriber level
              HL R1 RRRR 3=22 4=0,1
              TRN S2 RRRS 1=1
              loop 2100C R1 | Subscriber
                NM1 R1 RRSSSSSSS 1=IL 2=1
                REF S9 RR
                N3 S1 RS
                N4 S1 SSSSSS
                {EarlierProvider}
                DMG S1 SSS 1=D8
                INS S1 RRSS............S 1=Y 2=18
                DTP S2 RRR 2=D8,RD8
                loop 2110C S99 | What is asked
                  EQ R1 SS(RRSSSS.)SS
                  AMT S2 RR
                  III S10 SS
                  REF S1 RR
                  DTP S1 RRR 2=D8,RD8
              loop 2000D S> | Dependent level
                HL R1 RRRR 3=23 4=0
                TRN S2 RRRS 1=1
                loop 2100D R1 | Dependent
                  NM1 R1 RRSSSSSSS 1=03 2=1
                  REF S9 RR
                  N3 S1 RS
                  N4 S1 SSSSSS
                  {EarlierProvider}
                  DMG S1 SSS 1=D8
                  INS S1 RRSS............S 1=N
                  DTP S2 RRR 2=D8,RD8
                  loop 2110D S99 | What is asked
                    EQ R1 SS(RRSSSS.)SS
                    AMT S2 RR
                    III S10 SS
                    REF S1 RR
                    DTP S1 RRR 2=D8,RD8
        SE R1 RR
        """;

    private const string EarlierBenefit = "EB R1 RSSSSSSSSSSSS(RRSSSS.) 2=CHD,DEP,ECH,EMP,ESP,FAM,IND,SPC,SPO 11=N,U,Y 12=N,U,W,Y";

    private const string EarlierResponse = $"""
        guide 271 004010X092 | Eligibility response
        unit 2000C
        ST R1 RR 1=271
        BHT R1 RRSRRS 1=0022 2=11
        loop 2000A R> | Payer level
          HL R1 R.RR 3=20 4=0,1
          {EarlierRefusals}
          loop 2100A R1 | Payer
            NM1 R1 RRSSSSSRR 1=2B,36,GP,P5,PR 2=1,2
            REF S9 RRS
            PER S3 RSSSSSSS 1=IC
            {EarlierRefusals}
          loop 2000B S> | Provider level
            HL R1 RRRR 3=21 4=0,1
            loop 2100B R1 | Provider who asked
              NM1 R1 RRSSSSSRR 1=1P,2B,36,80,FA,GP,P5,PR 2=1,2
              REF S9 RRS
              {EarlierRefusals}
              {EarlierProvider}
            loop 2000C S> | Subscriber level
              HL R1 RRRR 3=22 4=0,1
              TRN S3 RRRS 1=1,2
              loop 2100C R1 | Subscriber
                NM1 R1 RRSSSSSSS 1=IL 2=1
                REF S9 RRS
                N3 S1 RS
                N4 S1 SSSSSS
                PER S3 RSSSSSSS 1=IC
                {EarlierRefusals}
                {EarlierProvider}
                DMG S1 SSS 1=D8
                INS S1 RRSS....SS......S 1=Y 2=18
                DTP S9 RRR 2=D8,RD8
                loop 2110C S> | Benefit
                  {EarlierBenefit}
                  HSD S9 SSSSSSSS
                  REF S9 RRS
                  DTP S20 RRR 2=D8,RD8
                  {EarlierRefusals}
                  MSG S10 R
                  loop 2115C S10 | What narrows the benefit
                    III R1 SSSS
                  LS S1 R 1=2120
                  loop 2120C S1 | Somebody the benefit names
                    NM1 R1 RRSSSSSSS
                    N3 S1 RS
                    N4 S1 SSSSSS
                    PER S3 RSSSSSSS 1=IC
                    {EarlierProvider}
                  LE S1 R 1=2120
              loop 2000D S> | Dependent level
                HL R1 RRRR 3=23 4=0
                TRN S3 RRRS 1=1,2
                loop 2100D R1 | Dependent
                  NM1 R1 RRSSSSSSS 1=03 2=1
                  REF S9 RRS
                  N3 S1 RS
                  N4 S1 SSSSSS
                  PER S3 RSSSSSSS 1=IC
                  {EarlierRefusals}
                  {EarlierProvider}
                  DMG S1 SSS 1=D8
                  INS S1 RRSS....SS......S 1=N
                  DTP S9 RRR 2=D8,RD8
                  loop 2110D S> | Benefit
                    {EarlierBenefit}
                    HSD S9 SSSSSSSS
                    REF S9 RRS
                    DTP S20 RRR 2=D8,RD8
                    {EarlierRefusals}
                    MSG S10 R
                    loop 2115D S10 | What narrows the benefit
                      III R1 SSSS
                    LS S1 R 1=2120
                    loop 2120D S1 | Somebody the benefit names
                      NM1 R1 RRSSSSSSS
                      N3 S1 RS
                      N4 S1 SSSSSS
                      PER S3 RSSSSSSS 1=IC
                      {EarlierProvider}
                    LE S1 R 1=2120
        SE R1 RR
        """;
}
