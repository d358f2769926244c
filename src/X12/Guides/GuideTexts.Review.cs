namespace Portico.X12;

/// <content>Services review: the 278 of X217, question and answer.</content>
internal static partial class GuideTexts
{
    private const string ReviewDiagnoses = "HI S1 R(RRSS....S)S(RRSS....S)S(RRSS....S)S(RRSS....S)S(RRSS....S)S(RRSS....S)S(RRSS....S)S(RRSS....S)S(RRSS....S)S(RRSS....S)S(RRSS....S)S(RRSS....S)";
    private const string ReviewReferences = "0B,0F,1J,1L,3L,6P,A6,DP,EI,EJ,F6,FH,G5,HJ,HPI,IG,N5,N6,N7,NQ,SY,TJ,X4,ZH,1G,EO";
    private const string ReviewRefusals = "04,15,33,35,41,42,43,44,45,46,47,49,50,51,52,53,54,55,56,57,58,60,61,62,64,65,66,67,68,69,70,71,72,73,74,75,76,77,78,79,80,82,83,84,85,86,87,88,89,90,91,92,95,96,97,98,AA,AB,AC,AD,AE,AF,AG,AH,AI,AJ,AK,AL,AM,AO,CI,E8,IA,MA,T1,T4,T5,T8";

    private const string ReviewRequest = $"""
        guide 278 005010X217 | Services review request
        unit 2000C
        ST R1 RRR 1=278
        BHT R1 RRRRRS 1=0007 2=01,13,36 6=RU
        loop 2000A R1 | Reviewer level
          HL R1 R.RR 3=20 4=1
          loop 2010A R1 | Who reviews
            NM1 R1 RRSSS.SRR 1=X3 2=1,2 8=24,34,46,PI,XV,XX
          loop 2000B R1 | Requester level
            HL R1 RRRR 3=21 4=1
            loop 2010B R1 | Who requests
              NM1 R1 RRSSS.SRR 1=1P,FA 2=1,2 8=24,34,46,XX
              REF S8 RR 1=1G,1J,CT,EI,N5,N7,SY,ZH
              N3 S1 RS
              N4 S1 RSSS..S
              PER S1 RSSSSSSS 1=IC 3=EM,FX,TE,UR 5=EM,EX,FX,TE,UR 7=EM,EX,FX,TE,UR
              PRV S1 RRR 1=AD,AS,AT,OP,OR,OT,PC,PE,RF 2=PXC
            loop 2000C R1 | Subscriber level
              HL R1 RRRR 3=22 4=1
              loop 2010C R1 | Subscriber
                NM1 R1 RRSSSSSRR 1=IL 2=1 8=II,MI,ZZ
                REF S9 RR 1=1L,3L,6P,DP,EJ,F6,HJ,IG,N6,NQ,SY
                N3 S1 RS
                N4 S1 RSSS..S
                DMG S1 RRS 1=D8 3=F,M,U
                INS S1 RR.....S 1=Y 2=18
              loop 2000E S> | Event level
                HL R1 RRRR 3=EV 4=0,1
                TRN S2 RRRS 1=1
                UM R1 RRSS(RRS)S(RSSSS)SSSSS 1=AR,HS,IN,SC 2=1,2,3,4,I,N,R,S 4-2=A,B 6=03,E,U
                REF S1& RR 1=BB,NT
                DTP S1& RRR 1=439,484,ABC,431,AAH,435,096 2=D8,RD8,DT
                {ReviewDiagnoses}
                HSD S1 SSSSSSSS
                CRC S> RRRSSSS
                CL1 S1 SSSS
                CR1 S1 SS.RRR..SS
                CR2 S1 SSSSSSSSSSSS
                CR5 S1 SSSSSSSSSSSSSSSSSS
                CR6 S1 RRSSSSSRSSSSSSSSSSSSS
                PWK S10 RR..SSS
                MSG S1 R
                loop 2010EA S14 | Provider of the event
                  NM1 R1 RRSSS.SSS 1=71,72,73,77,AAJ,DD,DK,DN,DQ,FA,G3,P3,QB,QV,SJ,1T 2=1,2 8=24,34,46,XX
                  REF S8 RRS 1={ReviewReferences}
                  N3 S1 RS
                  N4 S1 RSSS..S
                  PER S1 RSSSSSSS 1=IC 3=EM,FX,TE,UR 5=EM,EX,FX,TE,UR 7=EM,EX,FX,TE,UR
                  PRV S1 RRR 1=AD,AS,AT,OP,OR,OT,PC,PE,RF,SB,SU 2=PXC
                loop 2010EB S5 | Transport
                  NM1 R1 RRS 1=45,FS,ND,PW,R3 2=2
                  N3 R1 RS
                  N4 R1 SSSS..S
                loop 2010EC S3 | Reviewer before
                  NM1 R1 RRS 1=CA 2=2
                  REF S1 RR
                  DTP S1 RRR 1=598 2=D8
                loop 2000F S> | Service level
                  HL R1 RRRR 3=SS 4=0
                  TRN S2 RRRS 1=1
                  UM S1 RSSS(RRS).SS.S 1=HS,SC,IN,AR 2=1,2,3,4,I,N,R,S
                  REF S1& RR 1=BB,NT
                  DTP S1 RRR 1=472 2=D8,RD8
                  HI S1 R(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)
                  SV1 S1 R(RRSSSSSS)SSSSSS(RSSS).S.S.......S
                  SV2 S1 SS(RRSSSSSS)SSSSSSSS
                  SV3 S1 R(RRSSSSSS)SSS(RSSSS)SSSSSSS
                  TOO S32 RSS(RSSSS) 1=JP
                  HSD S1 SSSSSSSS
                  PWK S10 RR..SSS
                  MSG S1 R
                  loop 2010F S12 | Provider of the service
                    NM1 R1 RRSSS.SSS 1=71,72,73,77,AAJ,DD,DK,DN,DQ,FA,G3,P3,QB,QV,SJ,1T 2=1,2 8=24,34,46,XX
                    REF S8 RRS 1={ReviewReferences}
                    N3 S1 RS
                    N4 S1 RSSS..S
                    PER S1 RSSSSSSS 1=IC 3=EM,FX,TE,UR 5=EM,EX,FX,TE,UR 7=EM,EX,FX,TE,UR
                    PRV S1 RRR 1=AD,AS,AT,OP,OR,OT,PC,PE,RF,SB,SU 2=PXC
              loop 2000D S1 | Dependent level
                HL R1 RRRR 3=23 4=1
                loop 2010D R1 | Dependent
                  NM1 R1 RRSSSSS 1=QC 2=1
                  REF S3 RR 1=EJ,SY,28
                  N3 S1 RS
                  N4 S1 RSSS..S
                  DMG S1 RRS 1=D8 3=F,M,U
                  INS S1 RRS.............S 1=N
                use 2000E
        SE R1 RR
        """;

    private const string ReviewResponse = $"""
        guide 278 005010X217 11 | Services review response
        unit 2000C
        ST R1 RRR 1=278
        BHT R1 RRRRRS 1=0007 2=11 6=18,19,AT,RU
        loop 2000A R1 | Reviewer level
          HL R1 R.RR 3=20 4=0,1
          AAA S9 R.RR 1=N,Y 3={ReviewRefusals} 4=C,N,P,R,S,W,X,Y
          loop 2010A R1 | Who reviews
            NM1 R1 RRSSS.SRR 1=X3 2=1,2 8=24,34,46,PI,XV,XX
            PER S1 RSSSSSSS 1=IC 3=EM,FX,TE,UR 5=EM,EX,FX,TE,UR 7=EM,EX,FX,TE,UR
            AAA S9 R.RR 1=N,Y 3={ReviewRefusals} 4=C,N,P,R,S,W,X,Y
          loop 2000B S1 | Requester level
            HL R1 RRRR 3=21 4=0,1
            loop 2010B R1 | Who requested
              NM1 R1 RRSSS.SRR 1=1P,FA 2=1,2 8=24,34,46,XX
              REF S8 RR 1=1G,1J,CT,EI,N5,N7,SY,ZH
              AAA S9 R.RR 1=N,Y 3={ReviewRefusals} 4=C,N,P,R,S,W,X,Y
              PRV S1 RRR 1=AD,AS,AT,OP,OR,OT,PC,PE,RF 2=PXC
            loop 2000C S1 | Subscriber level
              HL R1 RRRR 3=22 4=0,1
              loop 2010C R1 | Subscriber
                NM1 R1 RRSSSSSRR 1=IL 2=1 8=II,MI,ZZ
                REF S9 RR 1=1L,3L,6P,DP,EJ,F6,HJ,IG,N6,NQ,SY
                N3 S1 RS
                N4 S1 RSSS..S
                AAA S9 R.RR 1=N,Y 3={ReviewRefusals} 4=C,N,P,R,S,W,X,Y
                DMG S1 RRS 1=D8 3=F,M,U
                INS S1 RR.....S 1=Y 2=18
              loop 2000E S> | Event level
                HL R1 RRRR 3=EV 4=0,1
                TRN S3 RRRS 1=1,2
                AAA S9 R.RR 1=N,Y 3={ReviewRefusals} 4=C,N,P,R,S,W,X,Y
                UM R1 RRSS(RRS)S(RSSSS)SSSSS 1=AR,HS,IN,SC 2=1,2,3,4,I,N,R,S 4-2=A,B 6=03,E,U
                HCR S1 RSSS 1=A1,A2,A3,A4,A6,C,CT,NA 4=N,Y
                REF S1& RR 1=BB,NT
                DTP S1& RRR 1=439,484,ABC,431,AAH,435,096,036,007,102 2=D8,RD8,DT
                {ReviewDiagnoses}
                HSD S1 SSSSSSSS
                CL1 S1 SSSS
                CR1 S1 SS.RRR..SS
                CR2 S1 SSSSSSSSSSSS
                CR5 S1 SSSSSSSSSSSSSSSSSS
                CR6 S1 RRSSSSSRSSSSSSSSSSSSS
                PWK S10 RR..SSS
                MSG S1 R
                loop 2010EA S14 | Provider of the event
                  NM1 R1 RRSSS.SSS 1=71,72,73,77,AAJ,DD,DK,DN,DQ,FA,G3,P3,QB,QV,SJ,1T 2=1,2 8=24,34,46,XX
                  REF S8 RRS 1={ReviewReferences}
                  N3 S1 RS
                  N4 S1 RSSS..S
                  PER S1 RSSSSSSS 1=IC 3=EM,FX,TE,UR 5=EM,EX,FX,TE,UR 7=EM,EX,FX,TE,UR
                  AAA S9 R.RR 1=N,Y 3={ReviewRefusals} 4=C,N,P,R,S,W,X,Y
                  PRV S1 RRR 1=AD,AS,AT,OP,OR,OT,PC,PE,RF,SB,SU 2=PXC
                loop 2010EB S1 | What else is needed, and where to send it
                  NM1 R1 RRSSS.SSS 1=L5 2=1,2 8=24,34,46,XX
                  N3 S1 RS
                  N4 S1 RSSS..S
                  PER S1 RSSSSSSS 1=IC 3=EM,FX,TE,UR 5=EM,EX,FX,TE,UR 7=EM,EX,FX,TE,UR
                loop 2010EC S5 | Transport
                  NM1 R1 RRS 1=45,FS,ND,PW,R3 2=2
                  N3 R1 RS
                  N4 R1 SSSS..S
                loop 2000F S> | Service level
                  HL R1 RRRR 3=SS 4=0
                  TRN S3 RRRS 1=1,2
                  AAA S9 R.RR 1=N,Y 3={ReviewRefusals} 4=C,N,P,R,S,W,X,Y
                  UM S1 RSSS(RRS).SS.S 1=HS,SC,IN,AR 2=1,2,3,4,I,N,R,S
                  HCR S1 RSSS 1=A1,A2,A3,A4,A6,C,CT,NA 4=N,Y
                  REF S1& RR 1=BB,NT
                  DTP S1& RRR 1=472,036,007,102 2=D8,RD8
                  HI S1 R(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)S(RRSSSSSSS)
                  SV1 S1 R(RRSSSSSS)SSSSSS(RSSS).S.S.......S
                  SV2 S1 SS(RRSSSSSS)SSSSSSSS
                  SV3 S1 R(RRSSSSSS)SSS(RSSSS)SSSSSSS
                  TOO S32 RSS(RSSSS) 1=JP
                  HSD S1 SSSSSSSS
                  PWK S10 RR..SSS
                  MSG S1 R
                  loop 2010FA S12 | Provider of the service
                    NM1 R1 RRSSS.SSS 1=71,72,73,77,AAJ,DD,DK,DN,DQ,FA,G3,P3,QB,QV,SJ,1T 2=1,2 8=24,34,46,XX
                    REF S8 RRS 1={ReviewReferences}
                    N3 S1 RS
                    N4 S1 RSSS..S
                    PER S1 RSSSSSSS 1=IC 3=EM,FX,TE,UR 5=EM,EX,FX,TE,UR 7=EM,EX,FX,TE,UR
                    AAA S9 R.RR 1=N,Y 3={ReviewRefusals} 4=C,N,P,R,S,W,X,Y
                    PRV S1 RRR 1=AD,AS,AT,OP,OR,OT,PC,PE,RF,SB,SU 2=PXC
              loop 2000D S1 | Dependent level
                HL R1 RRRR 3=23 4=0,1
                loop 2010D R1 | Dependent
                  NM1 R1 RRSSSSS 1=QC 2=1
                  REF S3 RR 1=EJ,SY,28
                  N3 S1 RS
                  N4 S1 RSSS..S
                  AAA S9 R.RR 1=N,Y 3={ReviewRefusals} 4=C,N,P,R,S,W,X,Y
                  DMG S1 RRS 1=D8 3=F,M,U
                  INS S1 RRS.............S 1=N
                use 2000E
        SE R1 RR
        """;
}
