using System.Buffers;

namespace Portico.X12.Tests;

/// <summary>Samples of others, read where they stand and never copied; docs/x12/corpora.md says why each has its verdict.</summary>
public sealed class CorporaTests
{
    private static readonly string? s_folder = Portico.Tests.Kit.Corpora.Folder("x12");

    internal static IReadOnlyList<string> Files()
    {
        Assert.SkipWhen(s_folder is null, "../shared/corpora/x12 is not beside this repository.");
        return FilesOrNone();
    }

    internal static IReadOnlyList<string> FilesOrNone() =>
        s_folder is null ? [] : [.. Directory.GetFiles(s_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_file_is_written_back_byte_for_byte()
    {
        foreach (var file in Files())
        {
            var bytes = File.ReadAllBytes(file);
            var output = new ArrayBufferWriter<byte>();
            Document.Read(bytes).Write(output);
            output.WrittenSpan.SequenceEqual(bytes).ShouldBeTrue(Path.GetFileName(file));
        }
    }

    /// <summary>What each file is found to have wrong, without the prefix of the codes. Nothing stands for a clean one.</summary>
    private const string Verdicts = """
        LinuxForHealth+x12/271__src__tests__resources__271_005010X279A1__subscriber-health-benefit-check.271|
        LinuxForHealth+x12/834__src__tests__resources__834_005010X220A1__enroll-employee-multiple-products.834|guide-unknown
        LinuxForHealth+x12/837__demo-file__demo.837|
        LinuxForHealth+x12/837__src__tests__resources__837_004010X096A1__homeowners.837|guide-unknown
        LinuxForHealth+x12/837__src__tests__resources__837_004010X096A1__institutional.837|guide-unknown
        LinuxForHealth+x12/837__src__tests__resources__837_004010X096A1__workers-compensation.837|guide-unknown
        LinuxForHealth+x12/837__src__tests__resources__837_004010X098A1__coordination-of-benefits.837|guide-unknown
        LinuxForHealth+x12/837__src__tests__resources__837_004010X098A1__dependent-commercial-insurance-01.837|guide-unknown
        LinuxForHealth+x12/837__src__tests__resources__837_004010X098A1__dependent-commercial-insurance-02.837|guide-unknown
        LinuxForHealth+x12/837__src__tests__resources__837_004010X098A1__dependent-commercial-insurance-03.837|guide-unknown
        LinuxForHealth+x12/837__src__tests__resources__837_004010X098A1__patient-is-dependent.837|guide-unknown
        LinuxForHealth+x12/837__src__tests__resources__837_004010X098A1__patient-is-subscriber.837|guide-unknown
        LinuxForHealth+x12/837__src__tests__resources__837_005010X222A2__demo.cob.example3.A.837|element-identifier loop-missing
        LinuxForHealth+x12/837__src__tests__resources__837_005010X222A2__demo.example1.837|
        LinuxForHealth+x12/837__src__tests__resources__837_005010X222A2__demo.example2.837|element-identifier
        LinuxForHealth+x12/837__src__tests__resources__837_005010X223A3__institutional-claim.837i|element-identifier element-not-used
        LinuxForHealth+x12/837__src__tests__resources__837_005010X223A3__ppo-repriced-claim.837i|element-identifier element-long element-missing element-not-used segment-missing
        LinuxForHealth+x12/837__src__tests__resources__837_005010X223A3__two-claims-single-provider.837i|element-identifier element-not-used
        RahnL+OopFactoryX12/270__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___270___4010__Example1_DHHS.txt|
        RahnL+OopFactoryX12/270__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___270___4010__Example2_EHCCA.txt|
        RahnL+OopFactoryX12/270__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___270___5010__Example1_IG.txt|
        RahnL+OopFactoryX12/271__ests__OopFactory.X12.Hipaa.Tests.Unit__Eligibility__TestData___271___5010__Example_ErrorWithoutBenefitInfo.txt|element-code gs-kind isa-value
        RahnL+OopFactoryX12/271__s__OopFactory.X12.Hipaa.Tests.Unit__Eligibility__TestData___271___5010__ValidationForSubscriberBenefitInfo.txt|gs-kind isa-value se-count
        RahnL+OopFactoryX12/271__tests__OopFactory.X12.Hipaa.Tests.Unit__Eligibility__TestData___271___4010__Example3_CMS_HETS.txt|se-count
        RahnL+OopFactoryX12/271__tests__OopFactory.X12.Hipaa.Tests.Unit__Eligibility__TestData___271___5010__Example_3_1_2.txt|element-character element-code element-not-used gs-kind isa-value se-count
        RahnL+OopFactoryX12/271__tests__OopFactory.X12.Hipaa.Tests.Unit__Eligibility__TestData___271___5010__ValidationForDependentName.txt|benefit-missing gs-kind hl-child isa-value se-count
        RahnL+OopFactoryX12/271__tests__OopFactory.X12.Hipaa.Tests.Unit__Eligibility__TestData___271___5010__ValidationForReceiverName.txt|gs-kind hl-child isa-value se-count
        RahnL+OopFactoryX12/271__tests__OopFactory.X12.Hipaa.Tests.Unit__Eligibility__TestData___271___5010__ValidationForSource.txt|gs-kind hl-child isa-value loop-missing se-count
        RahnL+OopFactoryX12/271__tests__OopFactory.X12.Hipaa.Tests.Unit__Eligibility__TestData___271___5010__ValidationForSourceName.txt|gs-kind hl-child isa-value se-count
        RahnL+OopFactoryX12/271__tests__OopFactory.X12.Hipaa.Tests.Unit__Eligibility__TestData___271___5010__ValidationForSubscriberName.txt|element-missing gs-kind isa-value se-count
        RahnL+OopFactoryX12/271__tests__OopFactory.X12.Hipaa.Tests.Unit__Eligibility__TestData___271___5010__ValidationOnAll.txt|gs-kind hl-child isa-value se-count
        RahnL+OopFactoryX12/271__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___271___4010__Example3_CMS_HETS.txt|
        RahnL+OopFactoryX12/271__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___271___5010__Example_3_1_2.txt|element-character gs-kind isa-value
        RahnL+OopFactoryX12/271__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___271___5010__Example_3_1_3.txt|gs-kind hl-child isa-value
        RahnL+OopFactoryX12/271__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___271___5010__Example_3_2_2.txt|element-character element-code gs-kind hl-child isa-value
        RahnL+OopFactoryX12/271__ts__OopFactory.X12.Hipaa.Tests.Unit__Eligibility__TestData___271___5010__ValidationForDependentBenefitInfo.txt|benefit-missing gs-kind hl-child isa-value se-count
        RahnL+OopFactoryX12/277__issues__1286__537|element-character element-missing segment-missing
        RahnL+OopFactoryX12/277__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___277___5010__FromLatitude81uk.txt|element-code element-date element-identifier element-long element-missing element-short element-time iea-control isa-length isa-value segment-missing
        RahnL+OopFactoryX12/278__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___278___5010__Example_3_1_2_Response.txt|guide-differs
        RahnL+OopFactoryX12/278__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___278___5010__Example_3_2_1_Request.txt|guide-differs
        RahnL+OopFactoryX12/278__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___278___5010__Example_3_2_2_Response.txt|guide-differs
        RahnL+OopFactoryX12/278__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___278___5010__Example_3_3_1_Request.txt|element-short guide-differs
        RahnL+OopFactoryX12/835__issues__999__478|claim-balance element-code element-identifier line-balance lines-balance payment-balance
        RahnL+OopFactoryX12/835__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___835___4010__Example1_GripElements.txt|guide-unknown
        RahnL+OopFactoryX12/835__tests__OopFactory.X12.Tests.Unit__Parsing___SampleEdiFiles__INS___835___5010__Example1.txt|guide-unknown
        apimeister+x12-types/837__test-data__005010_837.edi|element-identifier
        git-albertomarin+badX12/271__tests__files__edi__X279-response-to-generic-request-by-clinic-for-patient-(subscriber)-eligibility.edi|
        git-albertomarin+badX12/837__tests__files__edi__X222-COB-claim-from-billing-provider-to-payer-a.edi|element-identifier
        git-albertomarin+badX12/837__tests__files__edi__X222-commercial-health-insurance.edi|element-identifier
        imsweb+x12-parser/270__src__test__resources__x270_271__x270.txt|element-trailing hl-child iea-control se-count
        imsweb+x12-parser/271__src__test__resources__x270_271__x271.txt|element-trailing guide-differs iea-control se-count
        imsweb+x12-parser/277__src__test__resources__277_5010__x12_277CA_accepted.txt|element-identifier element-missing
        imsweb+x12-parser/277__src__test__resources__277_5010__x12_277CA_rejected.txt|element-identifier element-missing
        imsweb+x12-parser/277__src__test__resources__277_5010__x12_277_x212.txt|element-identifier iea-control
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_ambiguous_loop.txt|claim-total diagnosis-pointer element-identifier element-trailing hl-child isa-value patient-level se-count
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_bad_first_line.txt|claim-total element-identifier element-long element-missing hl-child hl-number hl-parent isa-length isa-value patient-level se-count
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_bad_segment_identifier.txt|claim-total element-identifier element-long element-missing hl-child hl-number hl-parent isa-value loop-missing patient-level se-count segment-empty segment-missing segment-unknown
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_bad_valid_code.txt|claim-total element-long element-missing hl-child hl-number hl-parent isa-value patient-level se-count segment-missing segment-unexpected
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_complex.txt|claim-total element-code element-conditional element-identifier element-long element-missing ge-count hl-child hl-number hl-parent isa-value patient-level se-count segment-missing
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_loop_errors1_exceeds_max_1_parent.txt|claim-total element-identifier element-long element-missing hl-child isa-value loop-repeat patient-level se-count
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_loop_errors3_missing_loops.txt|claim-total element-long element-missing hl-child isa-value loop-missing patient-level se-count
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_missing_elements.txt|claim-total element-identifier element-long element-missing hl-child hl-number hl-parent isa-value patient-level se-count
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_missing_required_loop_in_one_repeat.txt|claim-total element-identifier element-long element-missing hl-child hl-number hl-parent isa-value loop-missing patient-level se-count
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_missing_required_loops_mult_repeats.txt|claim-total element-code element-identifier element-long element-missing hl-child hl-number hl-parent isa-value patient-level se-count segment-missing
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_multiple_gs.txt|claim-total element-identifier element-long element-missing gs-duplicate hl-child hl-number hl-parent iea-count isa-value patient-level se-count
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_multiple_isa.txt|claim-total element-identifier element-long element-missing hl-child hl-number hl-parent isa-value patient-level se-count
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_multiple_st.txt|claim-total element-identifier element-long element-missing ge-count hl-child hl-number hl-parent isa-value patient-level se-count st-duplicate
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_segment_errors.txt|claim-total element-identifier hl-child isa-value patient-level se-count segment-missing segment-repeat
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_valid_different_separators.txt|claim-total element-identifier element-long element-missing hl-child hl-number hl-parent isa-value patient-level se-count
        imsweb+x12-parser/837__src__test__resources__837_5010__x12_writer_test.txt|claim-total diagnosis-pointer element-identifier element-trailing hl-child isa-value patient-level se-count
        imsweb+x12-parser/837__src__test__resources__837_5010__x223-test.txt|claim-total element-code element-identifier element-not-used element-trailing isa-value patient-level se-count segment-missing
        imsweb+x12-parser/999__src__test__resources__837_5010__x12_999_accepted.txt|iea-control
        imsweb+x12-parser/999__src__test__resources__837_5010__x12_999_rejected.txt|
        keironstoddart+edi-835-parser/835__tests__test_edi_835_files__emedny_sample.txt|element-identifier
        keironstoddart+edi-835-parser/835__tests__test_edi_835_files__united_healthcare_legacy_sample.txt|
        moov-io+x12/835__examples__example_5010_835__sample1.txt|claim-balance element-identifier element-trailing isa-value
        moov-io+x12/835__examples__example_5010_835__sample2.txt|claim-balance element-date
        moov-io+x12/837__examples__example_5010_837d__sample.txt|element-identifier
        moov-io+x12/837__examples__example_5010_837p__sample.txt|diagnosis-pointer element-identifier
        """;

    [Fact]
    public void Every_file_has_the_verdict_that_it_deserves()
    {
        var expected = Verdicts.Split('\n').Select(l => l.Split('|')).ToDictionary(l => l[0], l => l[1]);
        var found = Files().Select(f => (Name: Path.GetRelativePath(s_folder ?? "", f).Replace('\\', '/'),
            Codes: string.Join(' ', Document.Read(File.ReadAllBytes(f)).Issues.Kept.Select(i => i.Code["x12.".Length..]).Distinct().Order(StringComparer.Ordinal)))).ToList();
        found.Select(f => f.Name).ShouldBe(expected.Keys, ignoreOrder: true);
        found.Where(f => expected[f.Name] != f.Codes).Select(f => $"{f.Name}|{f.Codes}").ShouldBeEmpty();
    }
}
