using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Dpsa.Examples.Cifar.Data;
using Dpsa.Examples.Cifar.Report;
using Dpsa.Privacy;
using Dpsa.TorchSharp;

namespace Dpsa.Examples.Cifar;

/// <summary>The command line: options that are given override those of the preset.</summary>
internal sealed class CommandLine
{
    private const string DefaultPreset = "default";

    /// <summary>After Ctrl-C: enough to reach the end of a proof and to write the results.</summary>
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(60);

    private readonly RootCommand _root;

    private readonly Option<string> _preset = new Option<string>("--preset")
    {
        Description = "Start from these settings: 'default', 'reference' (the reference's code to the letter) or 'reference-no-noise' (the run in its README).",
        DefaultValueFactory = _ => DefaultPreset,
    }.AcceptOnlyFromAmong(DefaultPreset, "reference", "reference-no-noise");

    private readonly Option<int> _clients = Whole("--clients", "Number of clients." + ByPreset(o => o.Clients));
    private readonly Option<int> _rounds = Whole("--rounds", "Number of rounds." + ByPreset(o => o.Rounds));

    private readonly Option<string> _partition = new Option<string>("--partition")
    {
        Description = "'all': every client trains on the whole set; 'iid': a random split into equal parts." + ByPreset(o => o.Partition),
    }.AcceptOnlyFromAmong("all", "iid");

    private readonly Option<int> _batchSize = Whole("--batch-size", "Images per training step." + ByPreset(o => o.BatchSize));
    private readonly Option<double> _learningRate = Number("--lr", "Learning rate of the clients' SGD." + ByPreset(o => o.LearningRate));
    private readonly Option<double> _momentum = Number("--momentum", "Momentum of the clients' SGD." + ByPreset(o => o.Momentum));
    private readonly Option<int> _localEpochs = Whole("--local-epochs", "Passes over its data that a client makes in a round." + ByPreset(o => o.LocalEpochs));

    private readonly Option<string> _vdaf = new Option<string>("--vdaf")
    {
        Description = "Verifiable aggregation function: 'prio3' (the reference's), or 'pine64' or 'pine128' (experimental, a fraction of the bytes)." + ByPreset(o => o.Function),
    }.AcceptOnlyFromAmong("prio3", "pine64", "pine128");

    private readonly Option<int> _bits = Whole("--bits", "Bits of the fixed-point numbers: 16 or 32." + ByPreset(o => o.Bits));

    private readonly Option<string> _privacy = new("--privacy")
    {
        Description = "Privacy parameter e of a round, exact ('30', '0.5', '1/3'): a round is (e^2/2)-zCDP. 'none' adds no noise." + ByPreset(o => PrivacyParameterConverter.Text(o.PrivacyParameter)),
    };

    private readonly Option<double> _clip = Number("--clip", "L2 norm to which a client's update is clipped." + ByPreset(o => o.ClipNorm));

    private readonly Option<string> _aggregation = new Option<string>("--aggregation")
    {
        Description = "Move the model by the 'sum' or the 'mean' of the updates." + ByPreset(o => o.Aggregation),
    }.AcceptOnlyFromAmong("sum", "mean");

    private readonly Option<double> _serverLearningRate = Number("--server-lr", "Factor on the sum or mean." + ByPreset(o => o.ServerLearningRate));

    private readonly Option<long> _seed =
        Long("--seed", "Seed of initial weights, partition and shuffles; 1 unless given. Noise and secret shares never follow it.");

    private readonly Option<int> _threads = Whole("--threads", "Processor threads to use; all unless given.");
    private readonly Option<string> _device = new("--device") { Description = "Where to train: 'cpu' (unless given), 'cuda' or 'cuda:n'." };

    private readonly Option<string> _dataSet = new Option<string>("--dataset")
    {
        Description = "Images to train on: 'cifar10' (unless given), 'fashion-mnist' (as Debian's package has it), or 'synthetic' (a small set made by code).",
    }.AcceptOnlyFromAmong("cifar10", "fashion-mnist", "synthetic");

    private readonly Option<string> _data = new("--data") { Description = "Folder with the data set's files; CIFAR-10's binary version is downloaded unless given." };
    private readonly Option<bool> _synthetic = new("--synthetic") { Description = "Short for --dataset synthetic." };
    private readonly Option<string> _output = new("--output") { Description = "Folder for metrics, plot and model; artifacts/cifar unless given." };

    public CommandLine(Func<CifarOptions, CancellationToken, Task<int>> run)
    {
        _root = new RootCommand("Trains a network on CIFAR-10 from clients whose updates nobody sees: they go to two aggregators as secret shares with a proof of their norm.")
        {
            _preset, _clients, _rounds, _partition, _batchSize, _learningRate, _momentum, _localEpochs, _vdaf, _bits, _privacy, _clip,
            _aggregation, _serverLearningRate, _seed, _threads, _device, _dataSet, _data, _synthetic, _output,
        };
        _root.SetAction((parsed, cancellation) => run(Bind(parsed), cancellation));
    }

    /// <returns>The exit code: of the run, or <see cref="ExitCode.Usage"/> after messages on standard error.</returns>
    public Task<int> InvokeAsync(string[] args)
    {
        ParseResult parsed = _root.Parse(args);
        bool isRun = parsed.Action == _root.Action;
        string[] errors = isRun || parsed.Action is ParseErrorAction ? Errors(parsed) : [];
        if (errors.Length == 0)
            return RunAsync(parsed);

        foreach (string error in errors)
            Console.Error.WriteLine($"error: {error}");

        Console.Error.WriteLine("Use --help for all options.");
        return Task.FromResult(ExitCode.Usage);
    }

    // The library ends a run at SIGINT and SIGTERM; a terminal that closes sends SIGHUP.
    private static async Task<int> RunAsync(ParseResult parsed)
    {
        using CancellationTokenSource hangup = new();
        using PosixSignalRegistration registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            hangup.Cancel();
        });
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = ShutdownTime }, hangup.Token);
    }

    /// <returns>The options, or what is wrong with the arguments.</returns>
    public (CifarOptions? Options, IReadOnlyList<string> Errors) Parse(params string[] args)
    {
        ParseResult parsed = _root.Parse(args);
        string[] errors = Errors(parsed);
        return errors.Length > 0 ? (null, errors) : (Bind(parsed), errors);
    }

    private string[] Errors(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0)
            return [.. parsed.Errors.Select(e => e.Message)];

        string? privacy = parsed.GetValue(_privacy);
        return privacy is null or PrivacyParameterConverter.None || Rational.TryParse(privacy, out _)
            ? [.. Bind(parsed).Validate()]
            : [$"--privacy must be an exact number such as 30, 0.5 or 1/3, or 'none', not '{privacy}'."];
    }

    private CifarOptions Bind(ParseResult parsed)
    {
        CifarOptions preset = CifarOptions.Of(PresetOf(parsed.GetValue(_preset)));
        return preset with
        {
            Clients = Value(_clients, preset.Clients),
            Rounds = Value(_rounds, preset.Rounds),
            Partition = Given(_partition) ? PartitioningOf(parsed.GetValue(_partition)) : preset.Partition,
            BatchSize = Value(_batchSize, preset.BatchSize),
            LearningRate = Value(_learningRate, preset.LearningRate),
            Momentum = Value(_momentum, preset.Momentum),
            LocalEpochs = Value(_localEpochs, preset.LocalEpochs),
            Function = Given(_vdaf) ? Enum.Parse<AggregationFunction>(parsed.GetValue(_vdaf)!, ignoreCase: true) : preset.Function,
            Bits = Value(_bits, preset.Bits),
            PrivacyParameter = Given(_privacy) ? PrivacyOf(parsed.GetValue(_privacy)!) : preset.PrivacyParameter,
            ClipNorm = Value(_clip, preset.ClipNorm),
            Aggregation = Given(_aggregation) ? RuleOf(parsed.GetValue(_aggregation)) : preset.Aggregation,
            ServerLearningRate = Value(_serverLearningRate, preset.ServerLearningRate),
            Seed = Value(_seed, preset.Seed),
            Threads = Value(_threads, preset.Threads),
            Device = Value(_device, preset.Device),
            DataDirectory = Given(_data) ? Absolute(parsed.GetValue(_data)!) : preset.DataDirectory,
            DataSet = parsed.GetValue(_synthetic) ? DataSet.Synthetic : DataSetOf(parsed.GetValue(_dataSet)),
            OutputDirectory = Absolute(Value(_output, preset.OutputDirectory)),
        };

        // An empty path is for the validation to refuse.
        static string Absolute(string path) => string.IsNullOrWhiteSpace(path) ? path : Path.GetFullPath(path);

        bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };

        T Value<T>(Option<T> option, T otherwise) => Given(option) ? parsed.GetValue(option)! : otherwise;
    }

    private static Option<double> Number(string name, string description) => Strict<double>(
        name, description, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, "a number such as 0.04");

    private static Option<int> Whole(string name, string description) => Strict<int>(name, description, NumberStyles.AllowLeadingSign, "a whole number");

    private static Option<long> Long(string name, string description) => Strict<long>(name, description, NumberStyles.AllowLeadingSign, "a whole number");

    // The parser of the library takes 0,04 for 4: it allows separators of thousands anywhere.
    private static Option<T> Strict<T>(string name, string description, NumberStyles styles, string expected)
        where T : INumberBase<T> => new(name)
        {
            Description = description,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (!T.TryParse(text, styles, CultureInfo.InvariantCulture, out T? value))
                    result.AddError($"{name} must be {expected}, not '{text}'.");
                return value!;
            },
        };

    private static string ByPreset(Func<CifarOptions, object> value)
    {
        string[] values = [.. Enum.GetValues<Preset>().Select(p => Figures.Invariant($"{value(CifarOptions.Of(p))}").ToLowerInvariant())];
        return values.Distinct().Count() == 1 ? $" [{values[0]}]" : $" [by preset: {string.Join(", ", values)}]";
    }

    private static Rational? PrivacyOf(string text) => text == PrivacyParameterConverter.None ? null : Rational.Parse(text);

    private static Preset PresetOf(string? name) => name switch
    {
        "reference" => Preset.Reference,
        "reference-no-noise" => Preset.ReferenceNoNoise,
        _ => Preset.Default,
    };

    private static Partitioning PartitioningOf(string? name) => name == "iid" ? Partitioning.Iid : Partitioning.All;

    private static DataSet DataSetOf(string? name) => name switch
    {
        "fashion-mnist" => DataSet.FashionMnist,
        "synthetic" => DataSet.Synthetic,
        _ => DataSet.Cifar10,
    };

    private static UpdateRule RuleOf(string? name) => name == "mean" ? UpdateRule.Mean : UpdateRule.Sum;
}
