namespace Portico.X12;

/// <content>Claim status: 276 and 277 of X212, and 277CA of X214.</content>
internal static partial class GuideTexts
{
    private const string StatusCodes = "STC R> R(RRSS)RSSSSSSSS(RRSS)S(RRSS)S";

    private const string StatusInquiry = """
        guide 276 005010X212 | Claim status inquiry
        unit 2000D
        ST R1 RRR 1=276
        BHT R1 RRRRR 1=0010 2=13
        loop 2000A R> | Payer level
          HL R1 R.RR 3=20 4=1
          loop 2100A R1 | Payer
            NM1 R1 RRR....RR 1=PR 2=2 8=PI,XV
          loop 2000B R> | Receiver level
            HL R1 RRRR 3=21 4=1
            loop 2100B R1 | Who asks
              NM1 R1 RRSSS..RR 1=41 2=1,2 8=46
            loop 2000C R> | Provider level
              HL R1 RRRR 3=19 4=1
              loop 2100C R2 | Provider
                NM1 R1 RRSSS.SRR 1=1P 2=1,2 8=FI,SV,XX
              loop 2000D R> | Subscriber level
                HL R1 RRRR 3=22 4=0,1
                DMG S1 RRS 1=D8 3=F,M
                loop 2100D R1 | Subscriber
                  NM1 R1 RRRSS.SRR 1=IL 2=1,2 8=24,II,MI
                loop 2200D S> | Claim
                  TRN R1 RR 1=1
                  REF S1& RR 1=1K,BLT,LU,6P,EJ,XZ,D9
                  AMT S1 RR 1=T3
                  DTP S1 RRR 1=472 2=D8,RD8
                  loop 2210D S> | Service line
                    SVC R1 R(RRSSSS)R.S..S 1-1=AD,ER,HC,HP,IV,N4,NU,WK
                    REF S1 RR 1=FJ
                    DTP R1 RRR 1=472 2=D8,RD8
                loop 2000E S> | Dependent level
                  HL R1 RRRS 3=23 4=0
                  DMG R1 RRS 1=D8 3=F,M
                  loop 2100E R1 | Dependent
                    NM1 R1 RRRSS.S 1=QC 2=1
                  loop 2200E R> | Claim
                    TRN R1 RR 1=1
                    REF S1& RR 1=1K,BLT,LU,6P,EJ,XZ,D9
                    AMT S1 RR 1=T3
                    DTP S1 RRR 1=472 2=D8,RD8
                    loop 2210E S> | Service line
                      SVC R1 R(RRSSSS)R.S..S 1-1=AD,ER,HC,HP,IV,N4,NU,WK
                      REF S1 RR 1=FJ
                      DTP R1 RRR 1=472 2=D8,RD8
        SE R1 RR
        """;

    private const string StatusResponse = $"""
        guide 277 005010X212 | Claim status
        unit 2000D
        ST R1 RRR 1=277
        BHT R1 RRRRRR 1=0010 2=08 6=DG
        loop 2000A R> | Payer level
          HL R1 R.RR 3=20 4=1
          loop 2100A R1 | Payer
            NM1 R1 RRR....RR 1=PR 2=2 8=PI,XV
            PER S1 RSRRSSSS 1=IC 3=ED,EM,FX,TE 5=EX,FX,TE 7=EX,FX
          loop 2000B R> | Receiver level
            HL R1 RRRR 3=21 4=0,1
            loop 2100B R1 | Who asked
              NM1 R1 RRSSS..RR 1=41 2=1,2 8=46
            loop 2200B S1 | Answer to who asked
              TRN R1 RR 1=2
              {StatusCodes}
            loop 2000C S> | Provider level
              HL R1 RRRR 3=19 4=0,1
              loop 2100C R2 | Provider
                NM1 R1 RRSSS.SRR 1=1P 2=1,2 8=FI,SV,XX
              loop 2200C S1 | Answer to the provider
                TRN R1 RR 1=1
                {StatusCodes}
              loop 2000D S> | Subscriber level
                HL R1 RRRR 3=22 4=0,1
                DMG S1 RRS 1=D8
                loop 2100D R1 | Subscriber
                  NM1 R1 RRRSS.SRR 1=IL 2=1,2 8=24,II,MI
                loop 2200D S> | Claim
                  TRN R1 RR 1=2
                  {StatusCodes}
                  REF S1& RR 1=1K,BLT,EJ,XZ,VV,D9
                  DTP S1 RRR 1=472 2=D8,RD8
                  loop 2220D S> | Service line
                    SVC R1 R(RRSSSS)RSS..S 1-1=AD,ER,HC,HP,IV,N4,NU,WK
                    {StatusCodes}
                    REF S1 RR 1=FJ
                    DTP R1 RRR 1=472 2=D8,RD8
                loop 2000E S> | Dependent level
                  HL R1 RRRS 3=23 4=0
                  DMG S1 RRS 1=D8
                  loop 2100E R1 | Dependent
                    NM1 R1 RRRSS.S 1=QC 2=1
                  loop 2200E R> | Claim
                    TRN R1 RR 1=2
                    {StatusCodes}
                    REF S1& RR 1=1K,BLT,EJ,XZ,VV,D9
                    DTP S1 RRR 1=472 2=D8,RD8
                    loop 2220E S> | Service line
                      SVC R1 R(RRSSSS)RSS..S 1-1=AD,ER,HC,HP,IV,N4,NU,WK
                      {StatusCodes}
                      REF S1 RR 1=FJ
                      DTP R1 RRR 1=472 2=D8,RD8
        SE R1 RR
        """;

    private const string ClaimAcknowledgement = $"""
        guide 277 005010X214 | Claim acknowledgment
        unit 2000D
        ST R1 RRR 1=277
        BHT R1 RRRRRR 1=0085 2=08 6=TH
        loop 2000A R1 | Source level
          HL R1 R.RR 3=20 4=1
          loop 2100A R1 | Source of the answer
            NM1 R1 RRR....RR 1=AY,PR 2=2 8=46,FI,PI,XV
          loop 2200A R1 | When it was received
            TRN R1 RR 1=1
            DTP R1 RRR 1=050 2=D8
            DTP R1 RRR 1=009 2=D8
          loop 2000B R1 | Receiver level
            HL R1 RRRR 3=21 4=0,1
            loop 2100B R1 | Who sent the claims
              NM1 R1 RRSSS..RR 1=41 2=1,2 8=46
            loop 2200B R1 | Verdict on the batch
              TRN R1 RR 1=2
              STC R> R(RRSS)RRRSSSSSS(RRSS)S(RRSS) 3=U,WQ
              QTY S1& RR 1=90,AA
              AMT S1& RR 1=YU,YY
            loop 2000C S> | Provider level
              HL R1 RRRR 3=19 4=0,1
              loop 2100C R1 | Billing provider
                NM1 R1 RRSSS.SRR 1=85 2=1,2 8=FI,XX
              loop 2200C S1 | Verdict on the provider
                TRN R1 RR 1=1
                STC S> R(RRSS)SRSSSSSSS(RRSS)S(RRSS) 3=U,WQ
                REF S3 RR 1=0B,1G,G2,LU,SY,TJ
                QTY S1& RR 1=QA,QC
                AMT S1& RR 1=YU,YY
              loop 2000D S> | Patient level
                HL R1 RRRR 3=PT 4=0
                loop 2100D R1 | Patient
                  NM1 R1 RRSSS.SSS 1=QC 2=1,2 8=II,MI
                loop 2200D R> | Verdict on the claim
                  TRN R1 RR 1=2
                  STC R> R(RRSS)RRSSSSSSS(RRSS)S(RRSS)S 3=U,WQ
                  REF S1& RR 1=1K,D9,BLT
                  DTP R1 RRR 1=472 2=D8,RD8
                  loop 2220D S> | Verdict on a service line
                    SVC R1 R(RRSSSS.S)R.S..S 1-1=AD,ER,HC,HP,IV,N4,NU,WK
                    STC R> R(RRSS)SRSSSSSSS(RRSS)S(RRSS)S 3=U,WQ
                    REF S1& RR 1=FJ,XZ
                    DTP S1 RRR 1=472 2=D8,RD8
        SE R1 RR
        """;
}
