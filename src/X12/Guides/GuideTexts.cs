namespace Portico.X12;

/// <summary>The grammars, one text a guide. <see cref="GuideParser"/> explains the notation.</summary>
/// <remarks>
/// Facts of the guides that each first line names: ids, usage, repeats, codes. The words behind the bars are ours. What a
/// guide leaves to code lists of others (diagnoses, procedures, adjustment reasons, states) is checked for its shape alone.
/// </remarks>
internal static partial class GuideTexts
{
    public static IEnumerable<string> All =>
    [
        Remittance, Professional, EligibilityInquiry, EligibilityResponse, Acknowledgement,
        StatusInquiry, StatusResponse, ClaimAcknowledgement, ReviewRequest, ReviewResponse,
        Institutional, Dental, EarlierInquiry, EarlierResponse,
    ];

    private const string ServiceTypes =
        "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,30,32,33,34,35,36,37,38,39,40,41,42,43,44,45,"
        + "46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70,71,72,73,74,75,76,77,78,79,80,81,82,83,84,"
        + "85,86,87,88,89,90,91,92,93,94,95,96,97,98,99,A0,A1,A2,A3,A4,A5,A6,A7,A8,A9,AA,AB,AC,AD,AE,AF,AG,AH,AI,AJ,AK,AL,AM,AN,"
        + "AO,AQ,AR,B1,B2,B3,BA,BB,BC,BD,BE,BF,BG,BH,BI,BJ,BK,BL,BM,BN,BP,BQ,BR,BS,BT,BU,BV,BW,BX,BY,BZ,C1,CA,CB,CC,CD,CE,CF,CG,"
        + "CH,CI,CJ,CK,CL,CM,CN,CO,CP,CQ,DG,DM,DS,GF,GN,GY,IC,MH,NI,ON,PT,PU,RN,RT,TC,TN,UC";

    private const string Remittance = """
        guide 835 005010X221 | Remittance advice
        unit 2100
        ST R1 RR 1=835
        BPR R1 RRRRSSSSSSSSSSSR 1=C,D,H,I,P,U,X 3=C,D 4=ACH,BOP,CHK,FWT,NON 5=CCP,CTX 6=01,04 8=DA 12=01,04 14=DA,SG | What is paid, and how
        TRN R1 RRRS 1=1 | Check or transfer number
        CUR S1 RRS 1=PR
        REF S1& RR 1=EV,F2
        DTM S1 RR 1=405 | When it was made
        loop 1000A R1 | Payer
          N1 R1 RRSS 1=PR 3=XV
          N3 R1 RS
          N4 R1 RSSS..S
          REF S4 RR 1=2U,EO,HI,NF
          PER S1 RSSSSSSS 1=CX | Whom to ask about the business
          PER R> RSSSSSSS 1=BL | Whom to ask about the technique
          PER S1 R.RR 1=IC 3=UR | Web site
        loop 1000B R1 | Payee
          N1 R1 RRRR 1=PE 3=FI,XV,XX
          N3 S1 RS
          N4 S1 RSSS..S
          REF S> RR 1=0B,D3,PQ,TJ
          RDM S1 RSS 1=BM,EM,FT,OL
        loop 2000 S> | Claims of one kind
          LX R1 R
          TS3 S1 RRRRR.......S.S.SS.SSSSS
          TS2 S1 SSSSSSSSSSSSSSSSSSS
          loop 2100 R> | Claim
            CLP R1 RRRRSRRSS.SSSS 2=1,2,3,4,19,20,21,22,23,25 6=12,13,14,15,16,17,AM,CH,DS,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ
            CAS S99 RRRSSSSSSSSSSSSSSSS 1=CO,OA,PI,PR
            NM1 R1 RRSSS.SSS 1=QC 2=1 8=34,HN,II,MI,MR | Patient
            NM1 S1 RRSSS.SRR 1=IL 2=1,2 8=FI,II,MI | Insured
            NM1 S1 RRSSS.SSS 1=74 2=1,2 8=C | Corrected patient or insured
            NM1 S1 RRSSS.SRR 1=82 2=1,2 8=BD,BS,FI,MC,PC,SL,UP,XX | Rendering provider
            NM1 S1 RRR....RR 1=TT 2=2 8=AD,FI,NI,PI,PP,XV | Payer it was passed on to
            NM1 S1 RRR....RR 1=PR 2=2 8=AD,FI,NI,PI,PP,XV | Corrected first payer
            NM1 S1 RRSSS.SSS 1=GB 2=1,2 8=FI,II,MI | Other insured
            MIA S1 RSSSSSSSSSSSSSSSSSSSSSSS
            MOA S1 SSSSSSSSS
            REF S5 RR 1=1L,1W,28,6P,9A,9C,BB,CE,EA,F8,G1,G3,IG,SY | Claim number of another
            REF S10 RR 1=0B,1A,1B,1C,1D,1G,1H,1J,D3,G2,LU | Number of the rendering provider
            DTM S2 RR 1=232,233 | Claim period
            DTM S1 RR 1=036 | Coverage expired
            DTM S1 RR 1=050 | Received
            PER S2 RSRRSSSS 1=CX 3=EM,FX,TE 5=EM,EX,FX,TE 7=EX | Whom to ask about the claim
            AMT S13 RR 1=AU,D8,DY,F5,I,NL,T,T2,ZK,ZL,ZM,ZN,ZO
            QTY S14 RR 1=CA,CD,LA,LE,NE,NR,OU,PS,VS,ZK,ZL,ZM,ZN,ZO
            loop 2110 S999 | Service line
              SVC R1 R(RRSSSS.S)RRSSS(RRSSSS.S)S 1-1=AD,ER,HC,HP,IV,N4,N6,NU,UI,WK 6-1=AD,ER,HC,HP,IV,N4,NU,WK
              DTM S2 RR 1=150,151,472 | Service date
              CAS S99 RRRSSSSSSSSSSSSSSSS 1=CO,OA,PI,PR
              REF S8 RR 1=1S,APC,BB,E9,G1,G3,LU,RB | Service number
              REF S1 RR 1=6R | Line number of the claim
              REF S10 RR 1=0B,1A,1B,1C,1D,1G,1H,1J,D3,G2,HPI,SY,TJ | Number of the rendering provider
              REF S5 RR 1=0K | Policy
              AMT S9 RR 1=B6,KH,T,T2,ZK,ZL,ZM,ZN,ZO
              QTY S6 RR 1=ZK,ZL,ZM,ZN,ZO
              LQ S99 RR 1=HE,RX | Remark
        PLB S> RRR(RS)RS(RS)SS(RS)SS(RS)SS(RS)SS(RS)S
        SE R1 RR
        """;

    private const string Professional = """
        guide 837 005010X222 | Professional claim
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
            SBR R1 RSSSS...S 1=A,B,C,D,E,F,G,H,P,S,T,U 2=18 5=12,13,14,15,16,41,42,43,47 9=11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ
            PAT S1 ....SSSSS 5=D8 7=01 9=Y
            loop 2010BA R1 | Subscriber
              NM1 R1 RRRSS.SSS 1=IL 2=1,2 8=II,MI
              N3 S1 RS
              N4 S1 RSSS..S
              DMG S1 RRR 1=D8 3=F,M,U
              REF S1& RR 1=SY,Y4
              PER S1 RSRRSS 1=IC 3=TE 5=EX
            loop 2010BB R1 | Payer
              NM1 R1 RRR....RR 1=PR 2=2 8=PI,XV
              N3 S1 RS
              N4 S1 RSSS..S
              REF S3 RR 1=2U,EI,FY,NF
              REF S2 RR 1=G2,LU
            loop 2300 S100 | Claim
              CLM R1 RR..R(RRR)RRRRSS(RS.SS)S.......S 5-2=B 6=N,Y 7=A,B,C 8=N,W,Y 9=I,Y 10=P 11-1=AA,EM,OA 11-2=AA,EM,OA 12=02,03,05,09 20=1,2,3,4,5,6,7,8,9,10,11,15
              DTP S1& RRR 1=431,454,304,453,439,484,455,471,360,361,297,296,435,096,444,050 2=D8
              DTP S1 RRR 1=314 2=RD8
              DTP S2 RRR 1=090,091 2=D8
              PWK S10 RR..SS 2=AA,BM,EL,EM,FT,FX 5=AC
              CN1 S1 RSSSSS 1=01,02,03,04,05,06,09
              AMT S1 RR 1=F5 | Patient has paid
              REF S1& RR 1=4N,F5,EW,9F,G1,F8,X4,9A,9C,LX,D9,EA,P4,1J
              K3 S10 R
              NTE S1 RR 1=ADD,CER,DCP,DGN,TPO
              CR1 S1 SS.RRR..SS 1=LB 4=A,B,C,D,E 5=DH
              CR2 S1 .......R.SS
              CRC S3 RRRSSSS 1=07 2=N,Y | Ambulance
              CRC S3 RRRSSSS 1=E1,E2,E3 2=N,Y | Vision
              CRC S1 RRR 1=75 2=Y | Homebound
              CRC S1 RRRSS 1=ZZ 2=N,Y | EPSDT referral
              HI R1 R(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR) 1-1=ABK,BK 2-1=ABF,BF 3-1=ABF,BF 4-1=ABF,BF 5-1=ABF,BF 6-1=ABF,BF 7-1=ABF,BF 8-1=ABF,BF 9-1=ABF,BF 10-1=ABF,BF 11-1=ABF,BF 12-1=ABF,BF | Diagnoses
              HI S1 R(RR)S(RR) 1-1=BP 2-1=BO | Anesthesia procedures
              HI S2 R(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR) 1-1=BG | Conditions
              HCP S1 RRSSSSS.....SSS
              loop 2310A S2 | Referring provider
                NM1 R1 RRRSS.SSS 1=DN,P3 2=1 8=XX
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
                PER S1 RSRRSS 1=IC 3=TE 5=EX
              loop 2310D S1 | Supervising provider
                NM1 R1 RRRSS.SSS 1=DQ 2=1 8=XX
                REF S4 RR 1=0B,1G,G2,LU
              loop 2310E S1 | Ambulance picks up
                NM1 R1 RR 1=PW 2=2
                N3 R1 RS
                N4 R1 RSSS..S
              loop 2310F S1 | Ambulance drops off
                NM1 R1 RRS 1=45 2=2
                N3 R1 RS
                N4 R1 RSSS..S
              loop 2320 S10 | Other insurance
                SBR R1 RRSSS...S 1=A,B,C,D,E,F,G,H,P,S,T,U 2=01,18,19,20,21,39,40,53,G8 5=12,13,14,15,16,41,42,43,47 9=11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ
                CAS S5 RRRSSSSSSSSSSSSSSSS 1=CO,CR,OA,PI,PR
                AMT S1& RR 1=D,A8,EAF
                OI R1 ..RS.R 3=N,W,Y 4=P 6=I,Y
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
                loop 2330C S2 | Other payer's referring provider
                  NM1 R1 RR 1=DN,P3 2=1
                  REF R3 RR 1=0B,1G,G2
                loop 2330D S1 | Other payer's rendering provider
                  NM1 R1 RR 1=82 2=1,2
                  REF R3 RR 1=0B,1G,G2,LU
                loop 2330E S1 | Other payer's service facility
                  NM1 R1 RR 1=77 2=2
                  REF R3 RR 1=0B,G2,LU
                loop 2330F S1 | Other payer's supervising provider
                  NM1 R1 RR 1=DQ 2=1
                  REF R3 RR 1=0B,1G,G2,LU
                loop 2330G S1 | Other payer's billing provider
                  NM1 R1 RR 1=85 2=1,2
                  REF R2 RR 1=G2,LU
              loop 2400 R50 | Service line
                LX R1 R
                SV1 R1 R(RRSSSSS.)RRRS.R(RSSS).S.SS..S 1-1=ER,HC,IV,WK 3=MJ,UN 9=Y 11=Y 12=Y 15=0
                SV5 S1 R(RR)RRSSS 1-1=HC 2=DA 6=1,4,6
                PWK S11 RR..SS 2=AA,AB,AD,AF,AG,BM,EL,EM,FT,FX,NS 5=AC
                CR1 S1 SS.RRR..SS 1=LB 4=A,B,C,D,E 5=DH
                CR3 S1 RRR 1=I,R,S 2=MO
                CRC S3 RRRSSSS 1=07 2=N,Y | Ambulance
                CRC S1 RRR 1=70 2=N,Y | Hospice employee
                CRC S1 RRRS 1=09 2=N,Y | Equipment condition
                DTP R1 RRR 1=472 2=D8,RD8 | Service date
                DTP S1& RRR 1=471,607,463,461,304,011,455,454 2=D8
                DTP S2 RRR 1=738,739 2=D8
                QTY S1& RR 1=PT,FL
                MEA S5 RRR 1=OG,TR 2=HT,R1,R2,R3,R4
                CN1 S1 RSSSSS 1=01,02,03,04,05,06,09
                REF S1& RR 1=9B,9D,6R,EW,X4,F4,BT
                REF S5& RR.S(RR) 1=G1,9F
                AMT S1& RR 1=T,F4
                K3 S10 R
                NTE S1 RR 1=ADD,DCP
                NTE S1 RR 1=TPO
                PS1 S1 RR
                HCP S1 RRSSSSSSSSSSSSS 9=ER,HC,IV,WK 11=MJ,UN
                loop 2410 S1 | Drug
                  LIN R1 .RR 2=EN,EO,HI,N4,ON,UK,UP
                  CTP R1 ...RR(R) 5-1=F2,GR,ME,ML,UN
                  REF S1 RR 1=VY,XZ
                loop 2420A S1 | Rendering provider
                  NM1 R1 RRRSS.SSS 1=82 2=1,2 8=XX
                  PRV S1 RRR 1=PE 2=PXC
                  REF S20 RR.S(RR) 1=0B,1G,G2,LU
                loop 2420B S1 | Purchased service provider
                  NM1 R1 RR.....SS 1=QB 2=1,2 8=XX
                  REF S20 RR.S(RR) 1=0B,1G,G2
                loop 2420C S1 | Service facility
                  NM1 R1 RRR....SS 1=77 2=2 8=XX
                  N3 R1 RS
                  N4 R1 RSSS..S
                  REF S20 RR.S(RR) 1=G2,LU
                loop 2420D S1 | Supervising provider
                  NM1 R1 RRRSS.SSS 1=DQ 2=1 8=XX
                  REF S20 RR.S(RR) 1=0B,1G,G2,LU
                loop 2420E S1 | Ordering provider
                  NM1 R1 RRRSS.SSS 1=DK 2=1 8=XX
                  N3 S1 RS
                  N4 S1 RSSS..S
                  REF S20 RR.S(RR) 1=0B,1G,G2
                  PER S1 RSRRSSSS 1=IC 3=EM,FX,TE 5=EM,EX,FX,TE 7=EM,EX,FX,TE
                loop 2420F S2 | Referring provider
                  NM1 R1 RRRSS.SSS 1=DN,P3 2=1 8=XX
                  REF S20 RR.S(RR) 1=0B,1G,G2
                loop 2420G S1 | Ambulance picks up
                  NM1 R1 RR 1=PW 2=2
                  N3 R1 RS
                  N4 R1 RSSS..S
                loop 2420H S1 | Ambulance drops off
                  NM1 R1 RRS 1=45 2=2
                  N3 R1 RS
                  N4 R1 RSSS..S
                loop 2430 S15 | Adjudicated before
                  SVD R1 RRR(RRSSSSS.).RS 3-1=ER,HC,IV,WK
                  CAS S5 RRRSSSSSSSSSSSSSSSS 1=CO,CR,OA,PI,PR
                  DTP R1 RRR 1=573 2=D8
                  AMT S1 RR 1=EAF
                loop 2440 S> | Form
                  LQ R1 RR 1=AS,UT
                  FRM R99 RSSSS
            loop 2000C S> | Patient level
              HL R1 RRRR 3=23 4=0
              PAT R1 R...SSSSS 1=01,19,20,21,39,40,53,G8 5=D8 7=01 9=Y
              loop 2010CA R1 | Patient
                NM1 R1 RRRSS.S 1=QC 2=1
                N3 R1 RS
                N4 R1 RSSS..S
                DMG R1 RRR 1=D8 3=F,M,U
                REF S1& RR 1=Y4,1W,SY
                PER S1 RSRRSS 1=IC 3=TE 5=EX
              use 2300
        SE R1 RR
        """;

    private const string InquiryReferences = "18,1L,1W,3H,6P,CT,EA,EJ,F6,GH,HJ,IF,IG,ML,N6,NQ,SY,Y4";

    private const string EligibilityInquiry = $"""
        guide 270 005010X279 | Eligibility inquiry
        unit 2000C
        ST R1 RRR 1=270
        BHT R1 RRSRRS 1=0022 2=01,13,36 6=RT
        loop 2000A R> | Payer level
          HL R1 R.RR 3=20 4=1
          loop 2100A R1 | Payer
            NM1 R1 RRSSS.SRR 1=2B,36,GP,P5,PR 2=1,2 8=24,46,FI,NI,PI,XV,XX
          loop 2000B R> | Provider level
            HL R1 RRRR 3=21 4=0,1
            loop 2100B R1 | Provider who asks
              NM1 R1 RRSSS.SRR 1=1P,2B,36,80,FA,GP,P5,PR 2=1,2 8=24,34,FI,PI,PP,SV,XV,XX
              REF S9 RRS 1=0B,1C,1D,1J,4A,CT,EL,EO,HPI,JD,N5,N7,Q4,SY,TJ
              N3 S1 RS
              N4 S1 RSSS..S
              PRV S1 RSS 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2=PXC
            loop 2000C S> | Subscriber level
              HL R1 RRRR 3=22 4=0,1
              TRN S2 RRRS 1=1
              loop 2100C R1 | Subscriber
                NM1 R1 RRSSS.SSS 1=IL 2=1,2 8=II,MI
                REF S9 RR 1={InquiryReferences}
                N3 S1 RS
                N4 S1 RSSS..S
                PRV S1 RSS 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2=PXC,9K,D3,EI,HPI,SY,TJ
                DMG S1 SSS 1=D8 3=F,M
                INS S1 RR..............S 1=Y 2=18
                HI S1 R(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR) 1-1=ABK,BK 2-1=ABF,BF 3-1=ABF,BF 4-1=ABF,BF 5-1=ABF,BF 6-1=ABF,BF 7-1=ABF,BF 8-1=ABF,BF
                DTP S2 RRR 1=102,291 2=D8,RD8
                loop 2110C S99 | What is asked
                  EQ R1 SS(RRSSSS)S.S(RSSS) 1={ServiceTypes} 2-1=AD,CJ,HC,ID,IV,N4,ZZ 3=FAM
                  AMT S1& RR 1=R,PB
                  III S1 RR 1=ZZ
                  REF S1 RR 1=9F,G1
                  DTP S1 RRR 1=291 2=D8,RD8
              loop 2000D S> | Dependent level
                HL R1 RRRR 3=23 4=0
                TRN S2 RRRS 1=1
                loop 2100D R1 | Dependent
                  NM1 R1 RRSSS.S 1=03 2=1
                  REF S9 RR 1={InquiryReferences}
                  N3 S1 RS
                  N4 S1 RSSS..S
                  PRV S1 RSS 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2=PXC,9K,D3,EI,HPI,SY,TJ
                  DMG S1 SSS 1=D8 3=F,M
                  INS S1 RR..............S 1=N 2=01,19,34
                  HI S1 R(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR) 1-1=ABK,BK 2-1=ABF,BF 3-1=ABF,BF 4-1=ABF,BF 5-1=ABF,BF 6-1=ABF,BF 7-1=ABF,BF 8-1=ABF,BF
                  DTP S2 RRR 1=102,291 2=D8,RD8
                  loop 2110D S99 | What is asked
                    EQ R1 SS(RRSSSS)S.S(RSSS) 1={ServiceTypes} 2-1=AD,CJ,HC,ID,IV,N4,ZZ 3=FAM
                    AMT S1& RR 1=R,PB
                    III S1 RR 1=ZZ
                    REF S1 RR 1=9F,G1
                    DTP S1 RRR 1=291 2=D8,RD8
        SE R1 RR
        """;

    private const string ResponseReferences = "18,1L,1W,3H,49,6P,CE,CT,EA,EJ,F6,GH,HJ,IF,IG,ML,N6,NQ,Q4,SY,Y4";
    private const string EligibilityDates = "096,102,152,291,307,318,340,341,342,343,346,347,356,357,382,435,442,458,472,539,540,636,771";
    private const string BenefitDates = "096,193,194,198,290,291,292,295,304,307,318,346,348,349,356,357,435,472,636,771";

    private const string Benefits = $"""
        EB R1 RSSSSSSSSSSSS(RRSSSS.S)S(RSSS) 1=1,2,3,4,5,6,7,8,A,B,C,CB,D,E,F,G,H,I,J,K,L,M,MC,N,O,P,Q,R,S,T,U,V,W,X,Y 2=CHD,DEP,ECH,EMP,ESP,FAM,IND,SPC,SPO 3={ServiceTypes} 6=6,7,13,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36 9=8H,99,CA,CE,D3,DB,DY,HS,LA,LE,M2,MN,P6,QA,S7,S8,VS,YY 11=N,U,Y 12=N,U,W,Y 13-1=AD,CJ,HC,ID,IV,N4,ZZ
        """;

    private const string EligibilityResponse = $"""
        guide 271 005010X279 | Eligibility response
        unit 2000C
        ST R1 RRR 1=271
        BHT R1 RRSRR 1=0022 2=06,11
        loop 2000A R> | Payer level
          HL R1 R.RR 3=20 4=0,1
          AAA S9 R.RR 1=N,Y 3=04,41,42,79 4=C,N,P,R,S,W,X,Y
          loop 2100A R1 | Payer
            NM1 R1 RRSSS.SRR 1=2B,36,GP,P5,PR 2=1,2 8=24,46,FI,NI,PI,XV,XX
            PER S3 RSSSSSSS 1=IC 3=ED,EM,FX,TE,UR 5=ED,EM,EX,FX,TE,UR 7=ED,EM,EX,FX,TE,UR
            AAA S9 R.RR 1=N,Y 3=04,41,42,79,80,T4 4=C,N,P,R,S,W,X,Y
          loop 2000B S> | Provider level
            HL R1 RRRR 3=21 4=0,1
            loop 2100B R1 | Provider who asked
              NM1 R1 RRSSS.SRR 1=1P,2B,36,80,FA,GP,P5,PR 2=1,2 8=24,34,FI,PI,PP,SV,XV,XX
              REF S9 RRS 1=0B,1C,1D,1J,4A,CT,EL,EO,HPI,JD,N5,N7,Q4,SY,TJ
              N3 S1 RS
              N4 S1 RSSS..S
              AAA S9 R.RR 1=N,Y 3=15,41,43,44,45,46,47,48,50,51,79,97,T4 4=C,N,R,S,W,X,Y
              PRV S1 RSS 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2=PXC
            loop 2000C S> | Subscriber level
              HL R1 RRRR 3=22 4=0,1
              TRN S3 RRRS 1=1,2
              loop 2100C R1 | Subscriber
                NM1 R1 RRSSS.SSS 1=IL 2=1,2 8=II,MI
                REF S9 RRS 1={ResponseReferences}
                N3 S1 RS
                N4 S1 RSSSSSS
                AAA S9 R.RR 1=N,Y 3=15,35,42,43,45,47,48,49,51,52,56,57,58,60,61,62,63,71,72,73,74,75,76,78 4=C,N,R,S,W,X,Y
                PRV S1 RSS 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2=PXC,9K,D3,EI,HPI,SY,TJ
                DMG S1 SSS 1=D8 3=F,M,U
                INS S1 RRSS............S 1=Y 2=18 3=001 4=25
                HI S1 R(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR) 1-1=ABK,BK 2-1=ABF,BF 3-1=ABF,BF 4-1=ABF,BF 5-1=ABF,BF 6-1=ABF,BF 7-1=ABF,BF 8-1=ABF,BF
                DTP S9 RRR 1={EligibilityDates} 2=D8,RD8
                MPI S1 RRRSSSS 1=A,C,L,O,P,S,T
                loop 2110C S> | Benefit
                  {Benefits}
                  HSD S9 SSSSSSSS
                  REF S9 RRS 1=18,1L,1W,49,6P,9F,ALS,CLI,F6,FO,G1,IG,N6,NQ
                  DTP S20 RRR 1={BenefitDates} 2=D8,RD8
                  AAA S9 R.RR 1=N,Y 3=15,33,52,53,54,55,56,57,60,61,62,63,69,70,98,AA,AE,AF,AG,AO,CI,E8,IA,MA 4=C,N,R,W,X,Y
                  MSG S10 R
                  loop 2115C S10 | What narrows the benefit
                    III R1 SSSS 1=BF,BK,GR,NI,ZZ
                  LS S1 R 1=2120
                  loop 2120C S23 | Somebody the benefit names
                    NM1 R1 RRSSS.SSSS 1=13,1I,1P,2B,36,73,FA,GP,GW,I3,IL,LR,OC,P3,P4,P5,PR,PRP,SEP,TTP,VER,VN,VY,X3,Y2 2=1,2 8=24,34,46,FA,FI,II,MI,NI,PI,PP,SV,XV,XX 10=01,02,27,41,48,65,72
                    N3 S1 RS
                    N4 S1 RSSSSSS
                    PER S3 RSSSSSSS 1=IC 3=ED,EM,FX,TE,UR,WP 5=ED,EM,EX,FX,TE,UR,WP 7=ED,EM,EX,FX,TE,UR,WP
                    PRV S1 RSS 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2=PXC,9K,D3,EI,HPI,SY,TJ
                  LE S1 R 1=2120
              loop 2000D S> | Dependent level
                HL R1 RRRR 3=23 4=0
                TRN S3 RRRS 1=1,2
                loop 2100D R1 | Dependent
                  NM1 R1 RRSSS.SSS 1=03 2=1 8=II,MI
                  REF S9 RRS 1={ResponseReferences}
                  N3 S1 RS
                  N4 S1 RSSSSSS
                  AAA S9 R.RR 1=N,Y 3=15,35,42,43,45,47,48,49,51,52,56,57,58,60,61,62,63,64,65,66,67,68,71,77 4=C,N,R,S,W,X,Y
                  PRV S1 RSS 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2=PXC,9K,D3,EI,HPI,SY,TJ
                  DMG S1 SSS 1=D8 3=F,M,U
                  INS S1 RRSS............S 1=N 2=01,19,34 3=001 4=25
                  HI S1 R(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR)S(RR) 1-1=ABK,BK 2-1=ABF,BF 3-1=ABF,BF 4-1=ABF,BF 5-1=ABF,BF 6-1=ABF,BF 7-1=ABF,BF 8-1=ABF,BF
                  DTP S9 RRR 1={EligibilityDates} 2=D8,RD8
                  MPI S1 RRRSSSS 1=A,C,L,O,P,S,T
                  loop 2110D S> | Benefit
                    {Benefits}
                    HSD S9 SSSSSSSS
                    REF S9 RRS 1=18,1L,1W,49,6P,9F,ALS,CLI,F6,FO,G1,IG,N6,NQ
                    DTP S20 RRR 1={BenefitDates} 2=D8,RD8
                    AAA S9 R.RR 1=N,Y 3=15,33,52,53,54,55,56,57,60,61,62,63,69,70,98,AA,AE,AF,AG,AO,CI,E8,IA,MA 4=C,N,R,W,X,Y
                    MSG S10 R
                    loop 2115D S10 | What narrows the benefit
                      III R1 SSSS 1=BF,BK,GR,NI,ZZ
                    LS S1 R 1=2120
                    loop 2120D S23 | Somebody the benefit names
                      NM1 R1 RRSSS.SSSS 1=13,1I,1P,2B,36,73,FA,GP,GW,I3,IL,LR,OC,P3,P4,P5,PR,PRP,SEP,TTP,VER,VN,VY,X3,Y2 2=1,2 8=24,34,46,FA,FI,II,MI,NI,PI,PP,SV,XV,XX 10=01,02,27,41,48,65,72
                      N3 S1 RS
                      N4 S1 RSSSSSS
                      PER S3 RSSSSSSS 1=IC 3=ED,EM,FX,TE,UR,WP 5=ED,EM,EX,FX,TE,UR,WP 7=ED,EM,EX,FX,TE,UR,WP
                      PRV S1 RSS 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2=PXC,9K,D3,EI,HPI,SY,TJ
                    LE S1 R 1=2120
        SE R1 RR
        """;

    private const string Acknowledgement = """
        guide 999 005010X231 | Implementation acknowledgment
        unit 2000
        ST R1 RRR 1=999
        AK1 R1 RRR
        loop 2000 S> | Transaction
          AK2 R1 RRS
          loop 2100 S> | Segment
            IK3 R1 RRSR 4=1,2,3,4,5,6,7,8,I4,I6,I7,I8,I9
            CTX S10 R(RS)SSSS(RSS)S
            loop 2110 S> | Element
              IK4 R1 R(RSS)SRS 3=1,2,3,4,5,6,7,8,9,10,12,13,I6,I9,I10,I11,I12,I13
              CTX S10 R(RS)SSSS(RSS)S
          IK5 R1 RSSSSS 1=A,E,M,R,W,X
        AK9 R1 RRRRSSSSS 1=A,E,M,P,R,W,X
        SE R1 RR
        """;
}
