using System.Reflection;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Vdaf.Tests;

/// <summary>What the contract tests walk: a function or a field is tested by being listed here.</summary>
internal static class Registry
{
    /// <summary>Coordinates of every function.</summary>
    public const int Dimension = 5;

    /// <summary>Every function, at <see cref="Dimension"/> coordinates and a norm bound of 1.</summary>
    public static readonly VdafParameters[] AllFunctions =
    [
        new FixedPointParameters(Dimension, 16),
        new FixedPointParameters(Dimension, 32),
        .. Enum.GetValues<PineVariant>().Select(v => PineParameters.ForBound(v, Dimension, 1, 8)),
    ];

    /// <summary>Every field.</summary>
    public static readonly Type[] AllFields = [typeof(Field32), typeof(Field40), typeof(Field64), typeof(Field128)];

    /// <summary>Every function, for theories.</summary>
    public static TheoryData<VdafParameters> Functions => [.. AllFunctions];

    /// <summary>Every field, for theories.</summary>
    public static TheoryData<Type> Fields => [.. AllFields];

    /// <summary>Runs a generic method over a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="method">The method over any field, which is replaced.</param>
    public static void Run(Type field, Delegate method) => method.Method.GetGenericMethodDefinition().MakeGenericMethod(field)
        .Invoke(method.Target, BindingFlags.DoNotWrapExceptions, null, null, null);
}
