using System.Globalization;
using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Federation;

/// <summary>
/// What a client checks of a coordinator's instruction and model before it trains. Nothing here depends on the client's data: a
/// refusal that did would tell the coordinator something which no noise protects.
/// </summary>
internal sealed class InstructionGuard
{
    // The smallest normal number of the vector's own type: below it, the global model would not move.
    private const double SmallestClipNorm = 1.1754943508222875e-38;

    /// <summary>Most values of a configuration, and most characters of a name or value.</summary>
    private const int MaxConfiguration = 256;
    private const int MaxText = 4096;

    private readonly TaskId _task;
    private readonly ModelId _model;
    private readonly string _client;
    private readonly ParameterLayout _layout;

    /// <exception cref="TaskRefusedException">The instruction makes no sense.</exception>
    public InstructionGuard(FitInstruction instruction, string client, ParameterLayout layout)
        : this(instruction.Task, instruction.Model, client, layout)
    {
        if (instruction.Task == default)
            throw Refuse($"The instruction for round {instruction.Round} names no task; nothing was sent.");
        CheckRound(instruction.Round);
        CheckConfiguration(instruction.Configuration);
    }

    /// <exception cref="TaskRefusedException">The instruction makes no sense.</exception>
    public InstructionGuard(EvaluateInstruction instruction, string client, ParameterLayout layout)
        : this(default, instruction.Model, client, layout)
    {
        CheckRound(instruction.Round);
        CheckConfiguration(instruction.Configuration);
    }

    private InstructionGuard(TaskId task, ModelId model, string client, ParameterLayout layout) =>
        (_task, _model, _client, _layout) = (task, model, client, layout);

    private string Purpose => _task == default ? "an evaluation" : $"task {_task}";

    /// <summary>Checks that a model is the one that the instruction names, of the client's own layout, and finite.</summary>
    /// <exception cref="TaskRefusedException">It is not.</exception>
    /// <exception cref="LayoutMismatchException">The coordinator's model has another layout.</exception>
    public ModelSnapshot CheckModel(ModelSnapshot? model)
    {
        if (model?.Layout is null)
            throw Refuse($"The global model for {Purpose} has no layout; nothing was sent.");
        _layout.RequireSame(model.Layout, $"Client {_client}'s", "the coordinator's");
        ReadOnlySpan<float> parameters = model.Vector.Span;
        if (parameters.Length != _layout.Dimension)
        {
            throw Refuse(
                $"The global model for {Purpose} brings {parameters.Length} parameters, the client's has {_layout.Dimension}; "
                + "nothing was sent.");
        }

        if (model.Id != _model || !string.Equals(ModelSnapshot.HashOf(model.Layout, parameters), _model.Hash, StringComparison.Ordinal))
        {
            throw Refuse(
                $"The global model that came for {Purpose} is not the one which the instruction names, {_model}; nothing was sent.");
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            if (!float.IsFinite(parameters[i]))
            {
                throw Refuse(
                    $"The global model for {Purpose} has diverged: {_layout.EntryAt(i).Name} (element {i}) holds {Text(parameters[i])}; "
                    + "nothing was sent.");
            }
        }

        return model;
    }

    /// <summary>Checks that an update clipped to the instruction's norm can move a model at all.</summary>
    /// <exception cref="TaskRefusedException">
    /// It is not a positive normal float32, or so large that changes by the largest parameter, or by 1 if that is more, round to
    /// nothing.
    /// </exception>
    public void CheckClipNorm(double norm, ReadOnlySpan<float> parameters, IVdaf vdaf)
    {
        if (!(norm >= SmallestClipNorm) || !double.IsFinite(norm))
        {
            throw Refuse(
                $"The clip norm for task {_task} is {Text(norm)}; it must be finite and at least {Text(SmallestClipNorm)}, "
                + "and nothing was sent.");
        }

        float largest = 1;
        foreach (float parameter in parameters)
            largest = Math.Max(largest, Math.Abs(parameter));
        double vanishing = norm / (2.0 * vdaf.Scale);
        if (vanishing > largest)
        {
            throw Refuse(
                $"At the clip norm {Text(norm)} of task {_task} every change of a parameter below {Text(vanishing)} rounds to "
                + "nothing; nothing was sent. The coordinator needs a smaller clip norm or more bits.");
        }
    }

    /// <summary>
    /// Runs a step that loads the global model first, which is finite as float32 but perhaps not in the model's own type.
    /// </summary>
    /// <exception cref="TaskRefusedException">The model cannot be loaded.</exception>
    public T Loading<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (ModelLoadException e)
        {
            throw new TaskRefusedException(
                _task,
                RefusalReason.InvalidInstruction,
                $"The global model for {Purpose} cannot be loaded, and nothing was sent: {e.Message}",
                e);
        }
    }

    private void CheckRound(int round)
    {
        if (round < 1) throw Refuse($"The instruction for {Purpose} is for round {round}; nothing was sent.");
    }

    private void CheckConfiguration(IReadOnlyDictionary<string, string>? configuration)
    {
        if (configuration is null) throw Refuse($"The instruction for {Purpose} has no configuration; nothing was sent.");
        if (configuration.Count > MaxConfiguration)
        {
            throw Refuse(
                $"The instruction for {Purpose} has {configuration.Count} values; {MaxConfiguration} are allowed, and nothing was sent.");
        }

        foreach ((string name, string value) in configuration)
        {
            if (name.Length > MaxText || value is null || value.Length > MaxText)
                throw Refuse($"A value of the instruction for {Purpose} is missing or above {MaxText} characters; nothing was sent.");
        }
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private TaskRefusedException Refuse(string message) => new(_task, RefusalReason.InvalidInstruction, message);
}
