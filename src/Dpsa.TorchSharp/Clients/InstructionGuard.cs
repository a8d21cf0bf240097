using System.Globalization;
using Dpsa.Federation;
using Dpsa.Vdaf;

namespace Dpsa.TorchSharp;

/// <summary>
/// What a client checks of a coordinator's instruction before it trains. Nothing here depends on the client's data: a refusal
/// that did would tell the coordinator something which no noise protects.
/// </summary>
internal static class InstructionGuard
{
    // The smallest normal number of the vector's own type: below it, the global model would not move.
    private const double SmallestClipNorm = 1.1754943508222875e-38;

    /// <summary>Checks task, round, layout and vector.</summary>
    /// <exception cref="TaskRefusedException">One of them makes no sense.</exception>
    /// <exception cref="LayoutMismatchException">The coordinator's model is another one.</exception>
    public static void CheckModel(FitInstruction instruction, ParameterLayout own, string client)
    {
        if (instruction.Task == default)
            throw Refuse(instruction, $"The instruction for round {instruction.Round} names no task; nothing was sent.");
        if (instruction.Round < 1)
            throw Refuse(instruction, $"The instruction for task {instruction.Task} is for round {instruction.Round}; nothing was sent.");
        if (instruction.Layout is null)
            throw Refuse(instruction, $"The instruction for task {instruction.Task} has no layout; nothing was sent.");
        own.RequireSame(instruction.Layout, $"Client {client}'s", "the coordinator's");
        ReadOnlySpan<float> parameters = instruction.Parameters.Span;
        if (parameters.Length != own.Dimension)
        {
            throw Refuse(
                instruction,
                $"The instruction for task {instruction.Task} brings {parameters.Length} parameters, the model has {own.Dimension}; "
                + "nothing was sent.");
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            if (!float.IsFinite(parameters[i]))
            {
                throw Refuse(
                    instruction,
                    $"The global model for task {instruction.Task} has diverged: {own.EntryAt(i).Name} (element {i}) holds "
                    + $"{Text(parameters[i])}; nothing was sent.");
            }
        }
    }

    /// <summary>Checks that an update clipped to the instruction's norm can move a model at all.</summary>
    /// <exception cref="TaskRefusedException">
    /// It is not a positive normal float32, or so large that changes by the largest parameter, or by 1 if that is more, round to
    /// nothing.
    /// </exception>
    public static void CheckClipNorm(FitInstruction instruction, IVdaf vdaf)
    {
        double norm = instruction.ClipNorm;
        if (!(norm >= SmallestClipNorm) || !double.IsFinite(norm))
        {
            throw Refuse(
                instruction,
                $"The clip norm for task {instruction.Task} is {Text(norm)}; it must be finite and at least {Text(SmallestClipNorm)}, "
                + "and nothing was sent.");
        }

        float largest = 1;
        foreach (float parameter in instruction.Parameters.Span)
            largest = Math.Max(largest, Math.Abs(parameter));
        double vanishing = norm / (2.0 * vdaf.Scale);
        if (vanishing > largest)
        {
            throw Refuse(
                instruction,
                $"At the clip norm {Text(norm)} of task {instruction.Task} every change of a parameter below {Text(vanishing)} rounds to "
                + "nothing; nothing was sent. The coordinator needs a smaller clip norm or more bits.");
        }
    }

    /// <summary>The refusal of values that are finite as float32 but not in the module's own type.</summary>
    public static TaskRefusedException CannotLoad(FitInstruction instruction, ArgumentException cause) => new(
        instruction.Task,
        RefusalReason.InvalidInstruction,
        $"The global model for task {instruction.Task} cannot be loaded, and nothing was sent: {cause.Message}",
        cause);

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static TaskRefusedException Refuse(FitInstruction instruction, string message) =>
        new(instruction.Task, RefusalReason.InvalidInstruction, message);
}
