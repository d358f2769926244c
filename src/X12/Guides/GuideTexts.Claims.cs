namespace Portico.X12;

/// <content>Institutional and dental claims: the 837 of X223 and of X224.</content>
internal static partial class GuideTexts
{
    private const string Responsibility = "1=A,B,C,D,E,F,G,H,P,S,T,U";
    private const string FilingIndicators = "9=11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ";
    private const string Adjustments = "CAS S5 RRRSSSSSSSSSSSSSSSS 1=CO,CR,OA,PI,PR";
    private const string Twelve = "R(RR......S)S(RR......S)S(RR......S)S(RR......S)S(RR......S)S(RR......S)S(RR......S)S(RR......S)S(RR......S)S(RR......S)S(RR......S)S(RR......S)";
    private const string TwelveDated = "R(RRRR)S(RRRR)S(RRRR)S(RRRR)S(RRRR)S(RRRR)S(RRRR)S(RRRR)S(RRRR)S(RRRR)S(RRRR)S(RRRR)";
    private const string TwelvePlain = "R(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)";

    private const string Institutional = $"""
        guide 837 005010X223 | Institutional claim
        unit 2300
        ST R1 RRR 1=837
        BHT R1 RRRRRR 1=0019 2=00,18 6=31,CH,RP
        loop 1000A R1 | Submitter
          NM1 R1 RRRSS..RR 1=41 2=1,2 8=46
          PER R2 RSRRSSSS 1=IC 3=EM,FX,TE 5=EM,EX,FX,TE 7=EM,EX,FX,TE
        loop 1000B R1 | Receiver
          NM1 R1 RRR....RR 1=40 2=2 8=46
        loop 2000A R> | Billing provider level
          HL R1 R.RR 3=20 4=1
          PRV S1 RRR 1=BI 2=PXC
          CUR S1 RR 1=85
          loop 2010AA R1 | Billing provider
            NM1 R1 RRR....SS 1=85 2=2 8=XX
            N3 R1 RS
            N4 R1 RSSS..S
            REF R1 RR 1=EI | Tax number
            REF S2 RR 1=0B,1G | License
            PER S2 RSRRSSSS 1=IC 3=EM,FX,TE 5=EM,EX,FX,TE 7=EM,EX,FX,TE
          loop 2010AB S1 | Where to pay
            NM1 R1 RR 1=87 2=2
            N3 R1 RS
            N4 R1 RSSS..S
          loop 2010AC S1 | Plan to pay to
            NM1 R1 RRR....RR 1=PE 2=2 8=PI,XV
            N3 R1 RS
            N4 R1 RSSS..S
            REF S1 RR 1=2U,FY,NF
            REF R1 RR 1=EI
          loop 2000B R> | Subscriber level
            HL R1 RRRR 3=22 4=0,1
            SBR R1 RSSS....S {Responsibility} 2=18 {FilingIndicators}
            loop 2010BA R1 | Subscriber
              NM1 R1 RRRSS.SSS 1=IL 2=1,2 8=II,MI
              N3 S1 RS
              N4 S1 RSSS..S
              DMG S1 RRR 1=D8 3=F,M,U
              REF S1& RR 1=SY,Y4
            loop 2010BB R1 | Payer
              NM1 R1 RRR....RR 1=PR 2=2 8=PI,XV
              N3 S1 RS
              N4 S1 RSSS..S
              REF S3 RR 1=2U,EI,FY,NF
              REF S2 RR 1=G2,LU
            loop 2300 S100 | Claim
              CLM R1 RR..R(RRR).RRR..........S 5-2=A 7=A,B,C 8=N,W,Y 9=I,Y 20=1,2,3,4,5,6,7,8,9,10,11,15
              DTP S1 RRR 1=096 2=TM | Discharge hour
              DTP R1 RRR 1=434 2=RD8,D8 | Statement dates
              DTP S1 RRR 1=435 2=D8,DT | Admission
              DTP S1 RRR 1=050 2=D8 | Received
              CL1 R1 RSR
              PWK S10 RR..SS 2=AA,BM,EL,EM,FT,FX 5=AC
              CN1 S1 RSSSSS 1=01,02,03,04,05,06,09
              AMT S1 RR 1=F3 | Patient owes
              REF S1& RR 1=4N,9F,G1,F8,9A,9C,D9,LU,EA,P4,G4
              REF S5 RR 1=LX
              K3 S10 R
              NTE S10 RR 1=ALG,DCP,DGN,DME,MED,NTR,ODT,RHB,RLH,RNH,SET,SFM,SPT,UPI
              NTE S1 RR 1=ADD
              CRC S1 RRRSS 1=ZZ 2=N,Y | EPSDT referral
              HI R1 R(RR......S) 1-1=ABK,BK | Principal diagnosis
              HI S1 R(RR) 1-1=ABJ,BJ | Admitting diagnosis
              HI S1 R(RR)S(RR)S(RR) 1-1=APR,PR 2-1=APR,PR 3-1=APR,PR | Reason for the visit
              HI S1 {Twelve} 1-1=ABN,BN | External cause
              HI S1 R(RR) 1-1=DR | Diagnosis related group
              HI S2 {Twelve} 1-1=ABF,BF | Other diagnoses
              HI S1 R(RRSS) 1-1=BBR,BR,CAH | Principal procedure
              HI S2 {TwelveDated} 1-1=BBQ,BQ | Other procedures
              HI S2 {TwelveDated} 1-1=BI | Occurrence spans
              HI S2 {TwelveDated} 1-1=BH | Occurrences
              HI S2 R(RR..R)S(RR..R)S(RR..R)S(RR..R)S(RR..R)S(RR..R)S(RR..R)S(RR..R)S(RR..R)S(RR..R)S(RR..R)S(RR..R) 1-1=BE | Values
              HI S2 {TwelvePlain} 1-1=BG | Conditions
              HI S2 {TwelvePlain} 1-1=TC | Treatments
              HCP S1 SSSSSSSSSSSSSSS
              loop 2310A S1 | Attending provider
                NM1 R1 RRRSS.SSS 1=71 2=1 8=XX
                PRV S1 RRR 1=AT 2=PXC
                REF S4 RR 1=0B,1G,G2,LU
              loop 2310B S1 | Operating physician
                NM1 R1 RRRSS.SSS 1=72 2=1 8=XX
                REF S4 RR 1=0B,1G,G2,LU
              loop 2310C S1 | Other operating physician
                NM1 R1 RRRSS.SSS 1=ZZ 2=1 8=XX
                REF S4 RR 1=0B,1G,G2,LU
              loop 2310D S1 | Rendering provider
                NM1 R1 RRRSS.SSS 1=82 2=1 8=XX
                REF S4 RR 1=0B,1G,G2,LU
              loop 2310E S1 | Service facility
                NM1 R1 RRR....SS 1=77 2=2 8=XX
                N3 R1 RS
                N4 R1 RSSS..S
                REF S3 RR 1=0B,G2,LU
              loop 2310F S1 | Referring provider
                NM1 R1 RRRSS.SSS 1=DN 2=1 8=XX
                REF S3 RR 1=0B,1G,G2
              loop 2320 S10 | Other insurance
                SBR R1 RRSS....S {Responsibility} 2=01,18,19,20,21,39,40,53,G8 {FilingIndicators}
                {Adjustments}
                AMT S1& RR 1=D,EAF,A8
                OI R1 ..R..R 3=N,W,Y 6=I,Y
                MIA S1 RSSSSSSSSSSSSSSSSSSSSSSS
                MOA S1 SSSSSSSSS
                loop 2330A R1 | Other insured
                  NM1 R1 RRRSS.SRR 1=IL 2=1,2 8=II,MI
                  N3 S1 RS
                  N4 S1 RSSS..S
                  REF S2 RR 1=SY
                loop 2330B R1 | Other payer
                  NM1 R1 RRR....RR 1=PR 2=2 8=PI,XV
                  N3 S1 RS
                  N4 S1 RSSS..S
                  DTP S1 RRR 1=573 2=D8
                  REF S2 RR 1=2U,EI,FY,NF
                  REF S1& RR 1=G1,9F,T4,F8
                loop 2330C S1 | Other payer's attending provider
                  NM1 R1 RR 1=71 2=1
                  REF R4 RR 1=0B,1G,G2,LU
                loop 2330D S1 | Other payer's operating physician
                  NM1 R1 RR 1=72 2=1
                  REF R4 RR 1=0B,1G,G2,LU
                loop 2330E S1 | Other payer's other operating physician
                  NM1 R1 RR 1=ZZ 2=1
                  REF R4 RR 1=0B,1G,G2,LU
                loop 2330F S1 | Other payer's service facility
                  NM1 R1 RR 1=77 2=2
                  REF R3 RR 1=0B,G2,LU
                loop 2330G S1 | Other payer's rendering provider
                  NM1 R1 RR 1=82 2=1
                  REF R4 RR 1=0B,1G,G2,LU
                loop 2330H S1 | Other payer's referring provider
                  NM1 R1 RR 1=DN 2=1
                  REF R3 RR 1=0B,1G,G2
                loop 2330I S1 | Other payer's billing provider
                  NM1 R1 RR 1=85 2=2
                  REF R2 RR 1=G2,LU
              loop 2400 R999 | Service line
                LX R1 R
                SV2 R1 RS(RRSSSSS.)RRR.S 2-1=ER,HC,HP,IV,WK 4=DA,UN
                PWK S10 RR..SS 2=AA,BM,EL,EM,FT,FX 5=AC
                DTP S1 RRR 1=472 2=D8,RD8
                REF S1& RR 1=6R,9B,9D
                AMT S1& RR 1=GT,N8
                NTE S1 RR 1=TPO
                HCP S1 SSSSSSSSSSSSSSS
                loop 2410 S1 | Drug
                  LIN R1 .RR 2=N4
                  CTP R1 ...RR(R) 5-1=F2,GR,ME,ML,UN
                  REF S1 RR 1=VY,XZ
                loop 2420A S1 | Operating physician
                  NM1 R1 RRRSS.SSS 1=72 2=1 8=XX
                  REF S20 RR.S(RR) 1=0B,1G,G2,LU
                loop 2420B S1 | Other operating physician
                  NM1 R1 RRRSS.SSS 1=ZZ 2=1 8=XX
                  REF S20 RR.S(RR) 1=0B,1G,G2,LU
                loop 2420C S1 | Rendering provider
                  NM1 R1 RRRSS.SSS 1=82 2=1 8=XX
                  REF S20 RR.S(RR) 1=0B,1G,G2,LU
                loop 2420D S1 | Referring provider
                  NM1 R1 RRRSS.SSS 1=DN 2=1 8=XX
                  REF S20 RR.S(RR) 1=0B,1G,G2
                loop 2430 S15 | Adjudicated before
                  SVD R1 RRS(RRSSSSS.)RRS 3-1=ER,HC,HP,IV,WK
                  {Adjustments}
                  DTP R1 RRR 1=573 2=D8
                  AMT S1 RR 1=EAF
            loop 2000C S> | Patient level
              HL R1 RRRR 3=23 4=0
              PAT R1 R 1=01,19,20,21,39,40,53,G8
              loop 2010CA R1 | Patient
                NM1 R1 RRRSS.S 1=QC 2=1
                N3 R1 RS
                N4 R1 RSSS..S
                DMG R1 RRR 1=D8 3=F,M,U
                REF S1& RR 1=Y4,SY
              use 2300
        SE R1 RR
        """;

    private const string Dental = $"""
        guide 837 005010X224 | Dental claim
        unit 2300
        ST R1 RRR 1=837
        BHT R1 RRRRRR 1=0019 2=00,18 6=31,CH,RP
        loop 1000A R1 | Submitter
          NM1 R1 RRRSS..RR 1=41 2=1,2 8=46
          PER R2 RSRRSSSS 1=IC 3=EM,FX,TE 5=EM,EX,FX,TE 7=EM,EX,FX,TE
        loop 1000B R1 | Receiver
          NM1 R1 RRR....RR 1=40 2=2 8=46
        loop 2000A R> | Billing provider level
          HL R1 R.RR 3=20 4=1
          PRV S1 RRR 1=BI 2=PXC
          CUR S1 RR 1=85
          loop 2010AA R1 | Billing provider
            NM1 R1 RRRSS.SSS 1=85 2=1,2 8=XX
            N3 R1 RS
            N4 R1 RSSS..S
            REF R1 RR 1=EI,SY | Tax number
            REF S2 RR 1=0B,1G | License
            PER S2 RSRRSSSS 1=IC 3=EM,FX,TE 5=EM,EX,FX,TE 7=EM,EX,FX,TE
          loop 2010AB S1 | Where to pay
            NM1 R1 RR 1=87 2=1,2
            N3 R1 RS
            N4 R1 RSSS..S
          loop 2010AC S1 | Plan to pay to
            NM1 R1 RRR....RR 1=PE 2=2 8=PI,XV
            N3 R1 RS
            N4 R1 RSSS..S
            REF S1 RR 1=2U,FY,NF
            REF R1 RR 1=EI
          loop 2000B R> | Subscriber level
            HL R1 RRRR 3=22 4=0,1
            SBR R1 RSSSSS..S {Responsibility} 2=18 6=1,6 {FilingIndicators}
            loop 2010BA R1 | Subscriber
              NM1 R1 RRRSS.SSS 1=IL 2=1,2 8=II,MI
              N3 S1 RS
              N4 S1 RSSS..S
              DMG S1 RRR 1=D8 3=F,M,U
              REF S1& RR 1=SY,Y4
            loop 2010BB R1 | Payer
              NM1 R1 RRR....RR 1=PR 2=2 8=PI,XV
              N3 S1 RS
              N4 S1 RSSS..S
              REF S3 RR 1=2U,EI,FY,NF
              REF S2 RR 1=G2,LU
            loop 2300 S100 | Claim
              CLM R1 RR..R(RRR)RSRR.S(RS.SS)S......SS 5-2=B 6=N,Y 7=A,C 8=N,W,Y 9=I,Y 11-1=AA,EM,OA 11-2=AA,EM,OA 12=01,02,03,05 19=PB 20=1,2,3,4,5,6,7,8,9,10,11,15
              DTP S1& RRR 1=439,472,050 2=D8,RD8
              DTP S5 RRR 1=452 2=D8 | Appliance placed
              DN1 S1 SSSS
              DN2 S35 RR...R 6=JP
              PWK S10 RR..SS 5=AC
              CN1 S1 RSSSSS 1=02,03,04,05,06,09
              AMT S1 RR 1=F5 | Patient has paid
              REF S1& RR 1=G3,4N,F8,G1,9F,9A,9C,D9
              K3 S10 R
              NTE S5 RR 1=ADD
              HI S1 {TwelvePlain} 1-1=ABK,BK,TQ | Diagnoses
              HCP S1 SSSSSSSSSSSSSSS
              loop 2310A S2 | Referring provider
                NM1 R1 RRRSS.SSS 1=DN,P3 2=1 8=XX
                PRV S1 RRR 1=RF 2=PXC
                REF S3 RR 1=0B,1G,G2
              loop 2310B S1 | Rendering provider
                NM1 R1 RRRSS.SSS 1=82 2=1,2 8=XX
                PRV S1 RRR 1=PE 2=PXC
                REF S4 RR 1=0B,1G,G2,LU
              loop 2310C S1 | Service facility
                NM1 R1 RRR....SS 1=77 2=2 8=XX
                N3 R1 RS
                N4 R1 RSSS..S
                REF S3 RR 1=0B,G2,LU
              loop 2310D S1 | Assistant surgeon
                NM1 R1 RRRSS.SSS 1=DD 2=1 8=XX
                PRV S1 RRR 1=AS 2=PXC
                REF S4 RR 1=0B,1G,G2,LU
              loop 2310E S1 | Supervising provider
                NM1 R1 RRRSS.SSS 1=DQ 2=1 8=XX
                REF S4 RR 1=0B,1G,G2,LU
              loop 2320 S10 | Other insurance
                SBR R1 RRSSSS..S {Responsibility} 2=01,18,19,20,21,39,40,53,G8 {FilingIndicators}
                {Adjustments}
                AMT S1& RR 1=D,EAF,A8
                OI R1 ..R..R 3=N,W,Y 6=I,Y
                MOA S1 SSSSSSSSS
                loop 2330A R1 | Other insured
                  NM1 R1 RRRSS.SRR 1=IL 2=1,2 8=II,MI
                  N3 S1 RS
                  N4 S1 RSSS..S
                  REF S2 RR 1=SY
                loop 2330B R1 | Other payer
                  NM1 R1 RRR....RR 1=PR 2=2 8=PI,XV
                  N3 S1 RS
                  N4 S1 RSSS..S
                  DTP S1 RRR 1=573 2=D8
                  REF S3 RR 1=2U,EI,FY,NF
                  REF S1& RR 1=G1,9F,G3,T4,F8
                loop 2330C S2 | Other payer's referring provider
                  NM1 R1 RR 1=DN,P3 2=1
                  REF R3 RR 1=0B,1G,G2
                loop 2330D S1 | Other payer's rendering provider
                  NM1 R1 RR 1=82 2=1,2
                  REF R3 RR 1=0B,1G,G2,LU
                loop 2330E S1 | Other payer's supervising provider
                  NM1 R1 RR 1=DQ 2=1
                  REF R3 RR 1=0B,1G,G2,LU
                loop 2330F S1 | Other payer's billing provider
                  NM1 R1 RR 1=85 2=1,2
                  REF R2 RR 1=G2,LU
                loop 2330G S1 | Other payer's service facility
                  NM1 R1 RR 1=77 2=2
                  REF R3 RR 1=0B,G2,LU
                loop 2330H S1 | Other payer's assistant surgeon
                  NM1 R1 RR 1=DD 2=1
                  REF R3 RR 1=0B,1G,G2,LU
              loop 2400 R50 | Service line
                LX R1 R
                SV3 R1 R(RRSSSSS.)RSS(RSSSS)SS....S(RSSS) 1-1=AD,ER 5=I,R
                TOO S32 RSS(RSSSS) 1=JP
                DTP S1& RRR 1=472,441,452,446,139 2=D8
                CN1 S1 RSSSSS 1=02,03,04,05,06,09
                REF S1& RR.S(RR) 1=G3,G1,6R,9A,9C,9F
                AMT S1 RR 1=T
                K3 S10 R
                HCP S1 SSSSSSSSSSSSSSS
                loop 2420A S1 | Rendering provider
                  NM1 R1 RRRSS.SSS 1=82 2=1,2 8=XX
                  PRV S1 RRR 1=PE 2=PXC
                  REF S20 RR.S(RR) 1=0B,1G,G2,LU
                loop 2420B S1 | Assistant surgeon
                  NM1 R1 RRRSS.SSS 1=DD 2=1 8=XX
                  PRV S1 RRR 1=AS 2=PXC
                  REF S20 RR.S(RR) 1=0B,1G,G2,LU
                loop 2420C S1 | Supervising provider
                  NM1 R1 RRRSS.SSS 1=DQ 2=1 8=XX
                  REF S20 RR.S(RR) 1=0B,1G,G2,LU
                loop 2420D S1 | Service facility
                  NM1 R1 RRR....SS 1=77 2=2 8=XX
                  N3 R1 RS
                  N4 R1 RSSS..S
                  REF S3 RR.S(RR) 1=G2,LU
                loop 2430 S15 | Adjudicated before
                  SVD R1 RRR(RRSSSSS.).RS 3-1=AD,ER
                  {Adjustments}
                  DTP R1 RRR 1=573 2=D8
                  AMT S1 RR 1=EAF
            loop 2000C S> | Patient level
              HL R1 RRRR 3=23 4=0
              PAT R1 RS.S 1=01,19,20,21,39,40,53,G8
              loop 2010CA R1 | Patient
                NM1 R1 RRRSS.S 1=QC 2=1
                N3 R1 RS
                N4 R1 RSSS..S
                DMG R1 RRR 1=D8 3=F,M,U
                REF S1& RR 1=Y4,SY
              use 2300
        SE R1 RR
        """;
}
