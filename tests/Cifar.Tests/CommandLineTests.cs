using Dpsa.Privacy;
using Dpsa.TorchSharp;

namespace Dpsa.Examples.Cifar.Tests;

public class CommandLineTests
{
    [Fact]
    public void Without_options_is_the_default_preset() => Parse().ShouldBe(CifarOptions.Default);

    [Fact]
    public void Preset_reference_is_the_references_setting_to_the_letter()
    {
        CifarOptions options = Parse("--preset", "reference");
        (options.Clients, options.Rounds, options.Partition, options.BatchSize, options.LocalEpochs).ShouldBe((2, 3, Partitioning.All, 32, 1));
        (options.LearningRate, options.Momentum, options.ClipNorm, options.ServerLearningRate).ShouldBe((0.001, 0.9, 1.0, 1.0));
        (options.Bits, options.PrivacyParameter, options.Aggregation).ShouldBe((32, (Rational?)new Rational(30), UpdateRule.Sum));
    }

    [Fact]
    public void Preset_reference_no_noise_differs_in_noise_and_rounds_only() =>
        Parse("--preset", "reference-no-noise").ShouldBe(
            CifarOptions.Reference with { Preset = Preset.ReferenceNoNoise, Rounds = 7, PrivacyParameter = null });

    [Fact]
    public void Given_options_override_the_preset_whatever_their_order()
    {
        CifarOptions options = Parse("--rounds", "9", "--privacy", "1/3", "--aggregation", "mean", "--preset", "reference", "--partition", "iid");
        options.ShouldBe(CifarOptions.Reference with
        {
            Rounds = 9,
            PrivacyParameter = new Rational(1, 3),
            Aggregation = UpdateRule.Mean,
            Partition = Partitioning.Iid,
        });
    }

    [Fact]
    public void Every_option_reaches_the_run()
    {
        CifarOptions options = Parse(
            "--clients", "5", "--batch-size", "7", "--lr", "0.5", "--momentum", "0", "--local-epochs", "3", "--bits", "32", "--vdaf", "pine64", "--privacy", "none",
            "--clip", "2.5", "--server-lr", "0.1", "--seed", "-4", "--threads", "3", "--device", "cuda:1", "--data", "D", "--output", "O");
        options.ShouldBe(CifarOptions.Default with
        {
            Clients = 5,
            BatchSize = 7,
            LearningRate = 0.5,
            Momentum = 0,
            LocalEpochs = 3,
            Function = AggregationFunction.Pine64,
            Bits = 32,
            PrivacyParameter = null,
            ClipNorm = 2.5,
            ServerLearningRate = 0.1,
            Seed = -4,
            Threads = 3,
            Device = "cuda:1",
            DataDirectory = Path.GetFullPath("D"),
            OutputDirectory = Path.GetFullPath("O"),
        });
    }

    [Theory]
    [InlineData("--clients", "1")]
    [InlineData("--clients", "two")]
    [InlineData("--rounds", "0")]
    [InlineData("--batch-size", "0")]
    [InlineData("--lr", "0")]
    [InlineData("--lr", "NaN")]
    [InlineData("--momentum", "1")]
    [InlineData("--local-epochs", "-1")]
    [InlineData("--bits", "24")]
    [InlineData("--privacy", "0")]
    [InlineData("--privacy", "-1/2")]
    [InlineData("--privacy", "much")]
    [InlineData("--clip", "Infinity")]
    [InlineData("--server-lr", "-1")]
    [InlineData("--threads", "0")]
    [InlineData("--device", "tpu")]
    [InlineData("--device", "cuda:x")]
    [InlineData("--output", "")]
    [InlineData("--data", " ")]
    public void Refuses_a_value_out_of_range_and_names_the_option(string option, string value)
    {
        (CifarOptions? options, IReadOnlyList<string> errors) = new CommandLine(Unused).Parse(option, value);
        options.ShouldBeNull();
        errors.ShouldHaveSingleItem().ShouldContain(option);
    }

    [Theory]
    [CombinatorialNumbers]
    public void Refuses_a_number_written_otherwise_and_names_option_and_value(string option, string value)
    {
        (CifarOptions? options, IReadOnlyList<string> errors) = new CommandLine(Unused).Parse(option, value);
        options.ShouldBeNull();
        errors[0].ShouldContain(option);
        errors[0].ShouldContain($"'{value}'");
    }

    [Theory]
    [InlineData("--preset", "best")]
    [InlineData("--partition", "some")]
    [InlineData("--aggregation", "median")]
    [InlineData("--unknown", "1")]
    public void Refuses_unknown_words(string option, string value) =>
        new CommandLine(Unused).Parse(option, value).Errors.ShouldNotBeEmpty();

    [Fact]
    public async Task Usage_errors_end_with_exit_code_two_and_do_not_run()
    {
        bool ran = false;
        int code = await new CommandLine((_, _) => { ran = true; return Task.FromResult(0); }).InvokeAsync(["--clients", "1", "--lr", "x"]);
        code.ShouldBe(2);
        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task The_runs_exit_code_is_returned() =>
        (await new CommandLine((options, _) => Task.FromResult(options.Rounds)).InvokeAsync(["--rounds", "42"])).ShouldBe(42);

    private static CifarOptions Parse(params string[] args)
    {
        (CifarOptions? options, IReadOnlyList<string> errors) = new CommandLine(Unused).Parse(args);
        errors.ShouldBeEmpty();
        return options!;
    }

    private static Task<int> Unused(CifarOptions options, CancellationToken cancellation) => throw new InvalidOperationException("Only parsed here.");

    private sealed class CombinatorialNumbersAttribute : Xunit.Sdk.DataAttribute
    {
        private static readonly string[] _options =
            ["--clients", "--rounds", "--batch-size", "--lr", "--momentum", "--local-epochs", "--bits", "--clip", "--server-lr", "--seed", "--threads"];

        private static readonly string[] _texts = ["0,04", "1,000", "1.000,5", " 1", "1 ", "0x10", "1_0", "$1", "(1)", "1e", "one", ""];

        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            _options.SelectMany(option => _texts.Select(text => new object[] { option, text }));
    }
}
