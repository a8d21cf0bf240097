using System.CommandLine;
using System.Reflection;
using Dpsa.Examples.Cifar.Data;
using Dpsa.Privacy;
using Dpsa.Federation;

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
            "--clip", "2.5", "--server-lr", "0.1", "--seed", "-4", "--threads", "3", "--device", "cuda:1", "--data", "D", "--output", "O", "--tensorboard", "T");
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
            TensorBoardDirectory = Path.GetFullPath("T"),
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
    [InlineData("--privacy", "0,5")]
    [InlineData("--privacy", " 30")]
    [InlineData("--privacy", "1e400")]
    [InlineData("--privacy", "65537")]
    [InlineData("--lr", "1e400")]
    [InlineData("--seed", "9223372036854775808")]
    [InlineData("--threads", "99999999999")]
    [InlineData("--clip", "Infinity")]
    [InlineData("--server-lr", "-1")]
    [InlineData("--threads", "0")]
    [InlineData("--device", "tpu")]
    [InlineData("--device", "cuda:x")]
    [InlineData("--device", "cpu:3")]
    [InlineData("--device", "")]
    [InlineData("--dataset", "mnist")]
    [InlineData("--output", "")]
    [InlineData("--tensorboard", "")]
    [InlineData("--data", " ")]
    public void Refuses_a_value_out_of_range_and_names_the_option(string option, string value)
    {
        (CifarOptions? options, IReadOnlyList<string> errors) = new CommandLine(Unused).Parse(option, value);
        options.ShouldBeNull();
        errors.ShouldHaveSingleItem().ShouldContain(option);
        errors[0].ShouldNotContain('\n');
        errors[0].Length.ShouldBeLessThan(200);
    }

    [Theory]
    [InlineData("--bits", "16", "65536")]
    [InlineData("--bits", "32", "4294967296")]
    public void Takes_the_largest_privacy_parameter_whose_noise_does_not_round_to_zero(string option, string value, string parameter) =>
        Parse(option, value, "--privacy", parameter).PrivacyParameter.ShouldBe(Rational.Parse(parameter));

    [Fact]
    public void Data_set_words_reach_the_run_and_synthetic_has_a_short_form()
    {
        Parse().DataSet.ShouldBeNull();
        Parse("--dataset", "cifar10").DataSet.ShouldBe(DataSet.Cifar10);
        Parse("--dataset", "fashion-mnist").DataSet.ShouldBe(DataSet.FashionMnist);
        Parse("--dataset", "synthetic").DataSet.ShouldBe(DataSet.Synthetic);
        Parse("--synthetic").DataSet.ShouldBe(DataSet.Synthetic);
        new CommandLine(Unused).Parse("--synthetic", "--dataset", "cifar10").Errors.ShouldHaveSingleItem().ShouldContain("exclude each other");
        new CommandLine(Unused).Parse("--synthetic", "--data", "D").Errors.ShouldHaveSingleItem().ShouldContain("--data");
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
    public void Refuses_unknown_words_on_one_line(string option, string value)
    {
        IReadOnlyList<string> errors = new CommandLine(Unused).Parse(option, value).Errors;
        errors.ShouldNotBeEmpty();
        errors.ShouldAllBe(e => !e.Contains('\n'));
    }

    [Fact]
    public async Task Usage_errors_end_with_exit_code_two_and_do_not_run()
    {
        bool ran = false;
        int code = await new CommandLine((_, _) => { ran = true; return Task.FromResult(0); }).InvokeAsync(["--clients", "1", "--lr", "x"], CancellationToken.None);
        code.ShouldBe(2);
        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task The_runs_exit_code_is_returned() =>
        (await new CommandLine((options, _) => Task.FromResult(options.Rounds)).InvokeAsync(["--rounds", "42"], CancellationToken.None)).ShouldBe(42);

    private static CifarOptions Parse(params string[] args)
    {
        (CifarOptions? options, IReadOnlyList<string> errors) = new CommandLine(Unused).Parse(args);
        errors.ShouldBeEmpty();
        return options!;
    }

    private static Task<int> Unused(CifarOptions options, CancellationToken cancellation) => throw new InvalidOperationException("Only parsed here.");

    private sealed class CombinatorialNumbersAttribute : Xunit.Sdk.DataAttribute
    {
        private static readonly Type[] _types = [typeof(Option<int>), typeof(Option<long>), typeof(Option<double>)];

        private static readonly string[] _texts = ["0,04", "-0,5", "1,000", "1.000,5", " 1", "1 ", "0x10", "1_0", "$1", "(1)", "1e", "one", ""];

        public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
            NumericOptions().SelectMany(option => _texts.Select(text => new object[] { option, text }));

        private static string[] NumericOptions()
        {
            CommandLine line = new(Unused);
            string[] names =
            [
                .. typeof(CommandLine).GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
                    .Where(f => _types.Contains(f.FieldType)).Select(f => ((Option)f.GetValue(line)!).Name),
            ];
            names.Length.ShouldBeGreaterThanOrEqualTo(11);
            return names;
        }
    }
}
