using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Dpsa.Examples.Cifar.Data;
using Dpsa.Examples.Cifar.Report;
using Dpsa.Federation;
using Dpsa.Privacy;

namespace Dpsa.Examples.Cifar;

/// <summary>The command line: options that are given override those of the preset.</summary>
internal sealed class CommandLine
{
    private readonly RootCommand _root;

    private readonly Option<Preset> _preset = WordOption.Of<Preset>(
        "--preset",
        "Start from these settings: 'default' (unless given), 'reference' (the reference's code to the letter) or 'reference-no-noise' (the run in its README).");

    private readonly Option<int> _clients = NumberOption.Int32("--clients", "Number of clients." + ByPreset(o => o.Clients));
    private readonly Option<int> _rounds = NumberOption.Int32("--rounds", "Number of rounds." + ByPreset(o => o.Rounds));

    private readonly Option<Partitioning> _partition = WordOption.Of<Partitioning>(
        "--partition",
        "'all': every client trains on the whole set; 'iid': a random split into equal parts." + ByPreset(o => o.Partition));

    private readonly Option<int> _batchSize = NumberOption.Int32("--batch-size", "Images per training step." + ByPreset(o => o.BatchSize));
    private readonly Option<double> _learningRate = NumberOption.Double("--lr", "Learning rate of the clients' SGD." + ByPreset(o => o.LearningRate));
    private readonly Option<double> _momentum = NumberOption.Double("--momentum", "Momentum of the clients' SGD." + ByPreset(o => o.Momentum));
    private readonly Option<int> _localEpochs = NumberOption.Int32("--local-epochs", "Passes over its data that a client makes in a round." + ByPreset(o => o.LocalEpochs));

    private readonly Option<AggregationFunction> _vdaf = WordOption.Of<AggregationFunction>(
        "--vdaf",
        "Verifiable aggregation function: 'prio3' (the reference's), or 'pine64' or 'pine128' (experimental, a fraction of the bytes)." + ByPreset(o => o.Function));

    private readonly Option<int> _bits = NumberOption.Int32("--bits", "Bits of the fixed-point numbers: 16 or 32." + ByPreset(o => o.Bits));

    private readonly Option<string> _privacy = new("--privacy")
    {
        Description = "Privacy parameter e of a round, exact ('30', '0.5', '1/3'): a round is (e^2/2)-zCDP. 'none' adds no noise." + ByPreset(o => PrivacyParameterConverter.Text(o.PrivacyParameter)),
        Validators = { RequireExact },
    };

    private readonly Option<double> _clip = NumberOption.Double("--clip", "L2 norm to which a client's update is clipped." + ByPreset(o => o.ClipNorm));

    private readonly Option<UpdateRule> _aggregation = WordOption.Of<UpdateRule>(
        "--aggregation",
        "Move the model by the 'sum' or the 'mean' of the updates." + ByPreset(o => o.Aggregation));

    private readonly Option<double> _serverLearningRate = NumberOption.Double("--server-lr", "Factor on the sum or mean." + ByPreset(o => o.ServerLearningRate));

    private readonly Option<long> _seed = NumberOption.Int64(
        "--seed", "Seed of initial weights, partition and shuffles; 1 unless given. Noise and secret shares never follow it.");

    private readonly Option<int> _threads = NumberOption.Int32("--threads", "Processor threads to use; all unless given.");
    private readonly Option<string> _device = new("--device") { Description = "Where to train: 'cpu' (unless given), 'cuda' or 'cuda:n'." };

    private readonly Option<DataSet> _dataSet = WordOption.Of<DataSet>(
        "--dataset",
        "Images to train on: 'cifar10', 'fashion-mnist' (from Debian's package), or 'synthetic' (a small set made by code); the first of them that can be had unless given.");

    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder with the data set's files: CIFAR-10's binary version, or Fashion-MNIST's with --dataset fashion-mnist. Fetched unless given.",
    };

    private readonly Option<bool> _synthetic = new("--synthetic") { Description = "Short for --dataset synthetic." };
    private readonly Option<string> _output = new("--output") { Description = "Folder for metrics, plot and model; artifacts/cifar unless given." };

    private readonly Option<string> _tensorBoard = new("--tensorboard") { Description = "Folder for accuracy, loss, epsilon and update norm of each round as TensorBoard scalars; none unless given." };

    public CommandLine(Func<CifarOptions, CancellationToken, Task<int>> run)
    {
        _synthetic.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<bool>() && result.GetResult(_dataSet) is { Implicit: false } set && set.GetValueOrDefault<DataSet>() is not DataSet.Synthetic)
                result.AddError($"--synthetic and --dataset {set.Tokens[^1].Value} exclude each other.");
        });
        _root = new RootCommand("Trains a network on CIFAR-10 from clients whose updates nobody sees: they go to two aggregators as secret shares with a proof of their norm.")
        {
            _preset, _clients, _rounds, _partition, _batchSize, _learningRate, _momentum, _localEpochs, _vdaf, _bits, _privacy, _clip,
            _aggregation, _serverLearningRate, _seed, _threads, _device, _dataSet, _data, _synthetic, _output, _tensorBoard,
        };
        _root.SetAction((parsed, cancellation) => run(Bind(parsed), cancellation));
    }

    /// <param name="args">The process's arguments.</param>
    /// <param name="cancellation">Ends the run after what is finished has been written.</param>
    /// <returns>The exit code: of the run, or <see cref="ExitCode.Usage"/> after messages on standard error.</returns>
    public Task<int> InvokeAsync(string[] args, CancellationToken cancellation)
    {
        ParseResult parsed = _root.Parse(args);
        bool isRun = parsed.Action == _root.Action;
        string[] errors = isRun || parsed.Action is ParseErrorAction ? Errors(parsed) : [];
        if (errors.Length == 0)
            return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, cancellation);

        foreach (string error in errors)
            StandardError.Line($"error: {error}");

        return Task.FromResult(ExitCode.Usage);
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
            return [.. parsed.Errors.Select(OneLine)];

        return [.. Bind(parsed).Validate()];
    }

    // The library lists the words that an option takes on lines of their own, and does not name the option.
    private static string OneLine(ParseError error)
    {
        string message = string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return error.SymbolResult switch
        {
            OptionResult option when !message.Contains(option.Option.Name, StringComparison.Ordinal) => $"{option.Option.Name}: {message}",
            CommandResult => $"{message} See --help.",
            _ => message,
        };
    }

    private CifarOptions Bind(ParseResult parsed)
    {
        CifarOptions preset = CifarOptions.Of(Value(_preset, Preset.Default));
        return preset with
        {
            Clients = Value(_clients, preset.Clients),
            Rounds = Value(_rounds, preset.Rounds),
            Partition = Value(_partition, preset.Partition),
            BatchSize = Value(_batchSize, preset.BatchSize),
            LearningRate = Value(_learningRate, preset.LearningRate),
            Momentum = Value(_momentum, preset.Momentum),
            LocalEpochs = Value(_localEpochs, preset.LocalEpochs),
            Function = Value(_vdaf, preset.Function),
            Bits = Value(_bits, preset.Bits),
            PrivacyParameter = Given(_privacy) ? PrivacyOf(parsed.GetValue(_privacy)!) : preset.PrivacyParameter,
            ClipNorm = Value(_clip, preset.ClipNorm),
            Aggregation = Value(_aggregation, preset.Aggregation),
            ServerLearningRate = Value(_serverLearningRate, preset.ServerLearningRate),
            Seed = Value(_seed, preset.Seed),
            Threads = Value(_threads, preset.Threads),
            Device = Value(_device, preset.Device),
            DataSet = parsed.GetValue(_synthetic) ? DataSet.Synthetic : Given(_dataSet) ? parsed.GetValue(_dataSet) : null,
            DataDirectory = Given(_data) ? FullPath(parsed.GetValue(_data)!) : preset.DataDirectory,
            OutputDirectory = FullPath(Value(_output, preset.OutputDirectory)),
            TensorBoardDirectory = Given(_tensorBoard) ? FullPath(parsed.GetValue(_tensorBoard)!) : preset.TensorBoardDirectory,
        };

        // An empty path is refused later.
        static string FullPath(string path) => string.IsNullOrWhiteSpace(path) ? path : Path.GetFullPath(path);

        bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };

        T Value<T>(Option<T> option, T otherwise) => Given(option) ? parsed.GetValue(option)! : otherwise;
    }

    private static string ByPreset(Func<CifarOptions, object> value)
    {
        string[] values = [.. Enum.GetValues<Preset>().Select(p => Figures.Invariant($"{value(CifarOptions.Of(p))}").ToLowerInvariant())];
        return values.Distinct().Count() == 1 ? $" [{values[0]}]" : $" [by preset: {string.Join(", ", values)}]";
    }

    private static Rational? PrivacyOf(string text) => text == PrivacyParameterConverter.None ? null : Rational.Parse(text);

    private static void RequireExact(OptionResult result)
    {
        if (result.Tokens is [.., { Value: var text }] && text != PrivacyParameterConverter.None && !Rational.TryParse(text, out _))
            result.AddError($"--privacy must be an exact number such as 30, 0.5 or 1/3, or 'none', not '{text}'.");
    }
}

/// <summary>Options that take one of an enumeration's values, in the words of the command line.</summary>
internal static class WordOption
{
    public static Option<T> Of<T>(string name, string description)
        where T : struct, Enum => new Option<T>(name)
    {
        Description = description,
        CustomParser = result => Enum.GetValues<T>().FirstOrDefault(v => LowerCaseConverter.Word(v) == result.Tokens[^1].Value),
    }.AcceptOnlyFromAmong([.. Enum.GetValues<T>().Select(LowerCaseConverter.Word)]);
}

/// <summary>
/// Options that take a number, written in one way in every country: digits, a sign, a decimal point and an exponent where they make sense.
/// The command-line library's own parser would take 0,04 for 4, and blanks.
/// </summary>
internal static class NumberOption
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;
    private const NumberStyles Real = Whole | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static Option<int> Int32(string name, string description) => Create<int>(name, description, Whole, "a whole number such as 20");

    public static Option<long> Int64(string name, string description) => Create<long>(name, description, Whole, "a whole number such as 20");

    public static Option<double> Double(string name, string description) => Create<double>(name, description, Real, "a number such as 0.04");

    private static Option<T> Create<T>(string name, string description, NumberStyles styles, string expected)
        where T : INumberBase<T> => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (T.TryParse(text, styles, CultureInfo.InvariantCulture, out T? value) && T.IsFinite(value))
                return value;

            result.AddError($"{name} must be {expected}, not '{text}'.");
            return T.Zero;
        },
    };
}
