namespace Portico.X12;

/// <summary>Facts of the standard: numbers, types and lengths of elements, and what segments are made of.</summary>
/// <remarks>Source: ASC X12 005010 and 004010, data element dictionary and segment directory. The names are ours.</remarks>
internal static class StandardTexts
{
    // number type min max name
    public const string Elements = """
        2 N0 1 6 transactions accepted
        19 AN 2 30 city
        26 ID 2 3 country
        28 N0 1 9 group control number
        61 AN 1 30 free-form quantity
        66 ID 1 2 kind of id
        67 AN 2 80 id
        81 R 1 10 weight
        93 AN 1 60 name
        96 N0 1 10 segments included
        97 N0 1 6 transactions included
        98 ID 2 3 who this is
        100 ID 3 3 currency
        116 ID 3 15 postal code
        118 R 1 9 rate
        123 N0 1 6 transactions received
        127 AN 1 50 reference
        128 ID 2 3 kind of reference
        143 ID 3 3 transaction
        156 ID 2 2 state
        166 AN 1 55 address line
        212 R 1 17 unit price
        234 AN 1 48 product or service
        235 ID 2 2 kind of product or service
        236 ID 3 3 kind of price
        280 R 4 10 exchange rate
        305 ID 1 2 how money moves
        306 ID 1 2 action
        309 ID 1 2 kind of location
        310 AN 1 30 location
        329 AN 4 9 control number
        332 R 1 6 percent
        337 TM 4 8 time
        338 R 1 6 discount
        350 AN 1 20 assigned identification
        352 AN 1 80 description
        353 ID 2 2 purpose
        355 ID 2 2 unit
        363 ID 3 3 kind of note
        364 AN 1 256 number or address
        365 ID 2 2 kind of number
        366 ID 2 2 kind of contact
        373 DT 8 8 date
        374 ID 3 3 what the date is of
        380 R 1 15 quantity
        426 ID 2 2 adjustment reason
        429 AN 1 16 check number
        443 AN 1 20 contact inquiry reference
        447 AN 1 4 loop
        449 AN 1 80 fixed format text
        478 ID 1 1 credit or debit
        479 ID 2 2 kind of group
        480 AN 1 12 version
        481 ID 1 2 kind of trace
        506 ID 2 2 kind of bank id
        507 AN 3 12 bank id
        508 AN 1 35 account number
        509 AN 10 10 originating company
        510 AN 9 9 originating company supplement
        522 ID 1 3 kind of amount
        554 N0 1 6 line number
        559 ID 2 2 agency
        569 ID 1 3 kind of account
        584 ID 2 2 employment status
        591 ID 3 3 payment method
        594 ID 1 1 frequency
        609 N0 1 9 count
        615 ID 1 2 kind of period
        616 N0 1 3 periods
        618 ID 1 3 transaction error
        620 ID 1 3 segment error
        621 ID 1 3 element error
        623 ID 2 2 time zone
        628 AN 1 12 hierarchical number
        640 ID 2 2 kind of transaction
        649 R 1 10 multiplier
        659 ID 1 2 basis of verification
        673 ID 2 2 what is counted
        678 ID 1 2 pattern of days
        679 ID 1 1 time of day
        687 ID 2 2 class of trade
        704 ID 1 2 paperwork action
        706 ID 2 2 relation of entities
        715 ID 1 1 group verdict
        716 ID 1 3 group error
        717 ID 1 1 transaction verdict
        719 N0 1 10 segment position
        721 ID 2 3 segment id
        722 N0 1 2 element position
        724 AN 1 99 copy of bad value
        725 AN 1 4 data element number
        734 AN 1 12 parent's hierarchical number
        735 ID 1 2 level
        736 ID 1 1 lower levels follow
        737 ID 2 2 kind of measurement
        738 ID 1 3 what is measured
        739 R 1 20 measurement
        752 ID 2 2 surface, layer or position
        755 ID 2 2 kind of report
        756 ID 1 2 how a report is sent
        757 N0 1 2 copies
        782 R 1 18 amount
        799 AN 1 30 version
        812 ID 1 10 payment format
        875 ID 3 3 maintenance
        889 ID 1 1 follow-up
        901 ID 2 2 reason for rejection
        923 ID 1 1 prognosis
        933 AN 1 264 message
        934 ID 2 2 printing
        954 R 1 10 share as a fraction
        1005 ID 4 4 structure
        1018 R 1 15 exponent
        1028 AN 1 38 claim number
        1029 ID 1 2 claim status
        1032 ID 1 2 claim filing indicator
        1033 ID 1 2 adjustment group
        1034 ID 1 5 adjustment reason
        1035 AN 1 60 last name or organization
        1036 AN 1 35 first name
        1037 AN 1 25 middle name
        1038 AN 1 10 name prefix
        1039 AN 1 10 name suffix
        1048 ID 1 3 business function
        1065 ID 1 1 person or organization
        1066 ID 1 2 citizenship
        1067 ID 1 1 marital status
        1068 ID 1 1 sex
        1069 ID 2 2 relation to the subscriber
        1073 ID 1 1 yes or no
        1109 ID 1 1 race or ethnicity
        1136 ID 2 2 kind of condition
        1137 AN 1 15 medical code
        1138 ID 1 1 payer responsibility
        1143 ID 1 1 coordination of benefits
        1165 ID 1 1 confidentiality
        1166 ID 2 2 kind of contract
        1167 R 1 6 sample selection modulus
        1201 ID 1 1 information status
        1203 ID 2 3 maintenance reason
        1204 AN 1 50 plan coverage
        1207 ID 3 3 coverage level
        1213 ID 1 1 current condition
        1218 ID 1 1 medicare plan
        1219 ID 1 2 COBRA event
        1220 ID 1 1 student status
        1221 ID 1 3 provider role
        1222 AN 1 3 provider specialty
        1223 ID 3 3 provider organization
        1250 ID 2 3 date format
        1251 AN 1 35 date or period
        1270 ID 1 3 code list
        1271 AN 1 30 code
        1314 ID 1 1 admission source
        1315 ID 1 1 admission type
        1316 ID 1 1 ambulance transport
        1317 ID 1 1 ambulance transport reason
        1321 ID 2 3 condition
        1322 ID 1 1 kind of certification
        1325 ID 1 1 claim frequency
        1327 ID 1 1 copay status
        1328 N0 1 2 diagnosis pointer
        1331 AN 1 2 place of service or facility
        1332 ID 1 2 kind of facility code
        1333 ID 1 2 record format
        1334 ID 1 1 health care professional shortage area
        1335 ID 1 1 insulin dependence
        1336 ID 1 3 insurance type
        1337 ID 1 1 level of care
        1338 ID 1 3 level of service
        1339 AN 2 2 modifier
        1340 ID 1 2 multiple procedures
        1341 AN 1 2 national or local assigned review
        1342 ID 1 1 nature of condition
        1343 ID 1 2 non-institutional claim type
        1345 ID 1 1 nursing home residential status
        1348 ID 1 1 oxygen equipment
        1349 ID 1 1 oxygen test condition
        1350 ID 1 1 oxygen test finding
        1351 ID 1 1 patient signature
        1352 ID 1 2 patient status
        1354 ID 1 4 diagnosis related group
        1358 ID 1 1 prosthesis, crown or inlay
        1359 ID 1 1 provider accepts assignment
        1360 ID 1 1 provider agreement
        1361 ID 1 3 oral cavity
        1362 ID 2 3 related cause
        1363 ID 1 1 release of information
        1364 ID 1 2 review
        1365 ID 1 2 service type
        1366 ID 2 3 special program
        1367 ID 2 3 subluxation level
        1368 ID 1 2 tooth status
        1369 ID 1 2 tooth surface
        1371 R 1 10 unit rate
        1382 ID 1 1 oxygen delivery
        1383 ID 2 2 claim submission reason
        1384 ID 1 1 patient location
        1390 ID 1 2 eligibility or benefit
        1470 N0 1 9 number
        1473 ID 2 2 pricing method
        1514 ID 1 2 delay reason
        1525 ID 1 2 request category
        1526 ID 1 2 policy compliance
        1527 ID 1 2 exception
        1528 N0 1 2 component position
        1595 ID 1 1 government service affiliation
        1596 ID 2 2 military rank
        1686 N0 1 4 repetition position
        1705 AN 1 35 guide
        1715 ID 1 3 country subdivision
        9998 AN 1 35 context value
        9999 AN 1 35 context
        """;

    public const string Elements4010 = """
        67 AN 2 80 id
        127 AN 1 30 reference
        166 AN 1 55 address line
        364 AN 1 80 number or address
        447 AN 1 6 loop
        1035 AN 1 35 last name or organization
        1036 AN 1 25 first name
        93 AN 1 60 name
        1336 ID 1 3 insurance type
        """;

    // number elements | name
    public const string Composites = """
        C001 355 1018 649 355 1018 649 355 1018 649 355 1018 649 355 1018 649 | unit of measure
        C002 704 704 704 704 704 | paperwork actions
        C003 235 234 1339 1339 1339 1339 352 234 | procedure
        C004 1328 1328 1328 1328 | diagnosis pointers
        C005 1369 1369 1369 1369 1369 | tooth surfaces
        C006 1361 1361 1361 1361 1361 | oral cavities
        C022 1270 1271 1250 1251 782 380 799 1271 1073 | health care code
        C023 1331 1332 1325 | place and frequency
        C024 1362 1362 1362 156 26 | related causes
        C030 722 1528 1686 | position in segment
        C035 1222 559 1073 | provider specialty
        C040 128 127 128 127 128 127 | further references
        C042 426 127 | provider adjustment
        C043 1271 1271 98 1270 | claim status
        C052 1218 1218 1218 1218 | medicare status
        C056 1109 1270 1271 | race or ethnicity
        C998 9999 9998 | context
        C999 725 725 | data element references
        """;

    // ID qualifier elements / conditions | name
    public const string Segments = """
        AAA 0 1073 559 901 889 | Rejection
        AK1 0 479 28 480 | Group answered
        AK2 0 143 329 1705 | Transaction answered
        AK9 0 715 97 123 2 716 716 716 716 716 | Verdict on the group
        AMT 1 522 782 478 | Amount
        BHT 0 1005 353 127 373 337 640 | Beginning of the transaction
        BPR 0 305 782 478 591 812 506 507 569 508 509 510 506 507 569 508 373 1048 506 507 569 508 / P0607 C0809 P1213 C1415 P1819 C2021 | Payment
        CAS 0 1033 1034 782 380 1034 782 380 1034 782 380 1034 782 380 1034 782 380 1034 782 380 / L050607 C0605 C0705 L080910 C0908 C1008 L111213 C1211 C1311 L141516 C1514 C1614 L171819 C1817 C1917 | Adjustments
        CL1 0 1315 1314 1352 1345 | Admission
        CLM 0 1028 782 1032 1343 C023 1073 1359 1073 1363 1351 C024 1366 1073 1338 1073 1360 1029 1073 1383 1514 | Claim
        CLP 0 1028 1029 782 782 782 1032 127 1331 1325 1352 1354 380 954 1073 | Claim payment
        CN1 0 1166 782 332 127 338 799 | Contract
        CR1 0 355 81 1316 1317 355 380 166 166 352 352 / P0102 P0506 | Ambulance transport
        CR2 0 609 380 1367 1367 355 380 380 1342 1073 352 352 1073 / P0102 C0403 P0506 | Spinal manipulation
        CR3 0 1322 355 380 1335 352 / P0203 | Durable medical equipment certification
        CR5 0 1322 380 1348 1348 352 380 380 380 352 380 380 1349 1350 1350 1350 380 1382 1382 | Oxygen therapy
        CR6 0 923 373 1250 1251 373 1073 1073 1322 373 235 234 373 373 373 1250 1251 1384 373 373 373 373 / P0304 P091011 P1516 | Home health care
        CRC 1 1136 1073 1321 1321 1321 1321 1321 | Conditions
        CTP 0 687 236 212 380 C001 | Drug quantity
        CTX 0 C998 721 719 447 C030 C999 | Context
        CUR 1 98 100 280 98 100 | Currency
        DMG 0 1250 1251 1068 1067 C056*10 1066 26 659 380 1270 1271 / P0102 P1011 C1105 | Demographics
        DN1 0 380 380 1073 352 | Orthodontic treatment
        DN2 0 127 1368 380 1250 1251 1270 / P0405 | Tooth status
        DTM 1 374 373 337 623 1250 1251 / R020305 C0403 P0506 | Date
        DTP 1 374 1250 1251 | Date or period
        EB 0 1390 1207 1365*99 1336 1204 615 782 954 673 380 1073 1073 C003 C004 / P0910 | Benefit
        EQ 0 1365*99 C003 1207 1336 C004 / R0102 | What is asked
        FRM 0 350 1073 127 373 332 / R02030405 | Form answer
        HCP 0 1473 782 782 127 118 127 782 234 235 234 355 380 901 1526 1527 / R0113 P0910 P1112 | Pricing
        HCR 0 306 127 901 1073 | Review decision
        HI 1c C022 C022 C022 C022 C022 C022 C022 C022 C022 C022 C022 C022 | Codes
        HL 3 628 734 735 736 | Level
        HSD 0 673 380 355 1167 615 616 678 679 / P0102 C0605 | Delivery of services
        III 1 1270 1271 1136 933 380 C001 752 752 752 / P0102 | Further information
        IK3 0 721 719 447 620 | Error in a segment
        IK4 0 C030 725 621 724 | Error in an element
        IK5 0 717 618 618 618 618 618 | Verdict on the transaction
        INS 0 1073 1069 875 1203 C052 1219 584 1220 1073 1073 1250 1251 1165 19 156 26 1470 / P1112 | Relation to the subscriber
        K3 0 449 1333 C001 | Fixed format information
        LE 0 447 | Loop ends
        LIN 0 350 235 234 | Drug
        LQ 1 1270 1271 / C0102 | Code
        LS 0 447 | Loop begins
        LX 0 554 | Line
        MEA 0 737 738 739 C001 | Measurement
        MIA 0 380 782 380 782 127 782 782 782 782 782 782 782 782 782 380 782 782 782 782 127 127 127 127 782 | Inpatient adjudication
        MOA 0 954 782 127 127 127 127 127 782 782 | Outpatient adjudication
        MPI 0 1201 584 1595 352 1596 1250 1251 / P0607 | Military personnel
        MSG 0 933 934 1470 | Message
        N1 1 98 93 66 67 706 98 / R0203 P0304 | Name
        N2 0 93 93 | More of the name
        N3 0 166 166 | Street address
        N4 0 19 156 116 26 309 310 1715 / E0207 C0605 C0704 | City, state, ZIP
        NM1 1 98 1065 1035 1036 1037 1038 1039 66 67 706 98 1035 / P0809 C1110 | Name
        NTE 1 363 352 | Note
        OI 0 1032 1383 1073 1351 1360 1363 | Other insurance
        PAT 0 1069 1384 584 1220 1250 1251 355 81 1073 / P0506 P0708 | Patient
        PER 1 366 93 365 364 365 364 365 364 443 / P0304 P0506 P0708 | Contact
        PLB 0 127 373 C042 782 C042 782 C042 782 C042 782 C042 782 C042 782 / P0506 P0708 P0910 P1112 P1314 | Provider adjustment
        PRV 1 1221 128 127 156 C035 1223 / P0203 | Provider information
        PS1 0 127 782 156 | Purchased service
        PWK 0 755 756 757 98 66 67 352 C002 1525 / P0506 | Paperwork
        QTY 1 673 380 C001 61 / R0204 E0204 | Quantity
        RDM 0 756 93 364 C040 C040 | How the remittance goes out
        REF 1 128 127 352 C040 / R0203 | Reference
        SBR 0 1138 1069 127 93 1336 1143 1073 584 1032 | Subscriber
        SE 0 96 329 | End of the transaction
        ST 0 143 329 1705 | Start of the transaction
        STC 0 C043 373 306 782 782 373 591 373 429 C043 C043 933 | Status
        SV1 0 C003 782 355 380 1331 1365 C004 782 1073 1340 1073 1073 1364 1341 1327 1334 127 116 782 1337 1360 / P0304 | Professional service
        SV2 0 234 C003 782 355 380 1371 782 1073 1345 1337 / R0102 P0405 | Institutional service
        SV3 0 C003 782 1331 C006 1358 380 352 1327 1360 1359 C004 | Dental service
        SV5 0 C003 355 380 782 782 594 923 / R0405 C0604 | Equipment
        SVC 0 C003 782 782 234 380 C003 380 | Service payment
        SVD 0 67 782 C003 234 380 554 | Line adjudication
        TOO 0 1270 1271 C005 / P0102 | Tooth
        TRN 1 481 127 509 127 | Trace
        TS2 0 782 782 782 782 782 782 380 782 782 380 380 380 782 380 782 380 782 782 782 | Provider summary, supplement
        TS3 0 127 1331 373 380 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 380 782 | Provider summary
        UM 0 1525 1322 1365 C023 C024 1338 1213 923 1363 1514 | Services reviewed
        """;

    public const string Segments4010 = """
        EB 0 1390 1207 1365 1336 1204 615 782 954 673 380 1073 1073 C003 / P0910 | Benefit
        EQ 0 1365 C003 1207 1336 / R0102 | What is asked
        ST 0 143 329 | Start of the transaction
        PRV 1 1221 128 127 156 C035 1223 | Provider information
        REF 1 128 127 352 C040 / R0203 | Reference
        N4 0 19 156 116 26 309 310 / C0605 | City, state, ZIP
        DMG 0 1250 1251 1068 1067 1109 1066 26 659 380 / P0102 | Demographics
        """;
}
