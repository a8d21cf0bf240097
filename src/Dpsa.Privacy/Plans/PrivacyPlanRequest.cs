namespace Dpsa.Privacy;

/// <summary>
/// What is wanted of a run: exactly three of <see cref="Epsilon"/>, <see cref="Delta"/>, <see cref="Rounds"/> and
/// <see cref="PrivacyParameter"/>, of which <see cref="PrivacyPlan.Solve"/> finds the fourth.
/// </summary>
public sealed record PrivacyPlanRequest
{
    /// <summary>15: the fractional bits of 16-bit fixed point, the usual choice.</summary>
    public const int DefaultFractionalBits = 15;

    /// <summary>Most fractional bits that a plan takes.</summary>
    public const int MaxFractionalBits = 60;

    /// <summary>Largest delta that a plan takes, however few the clients: one in a hundred.</summary>
    public const double MaxDelta = 0.01;

    /// <summary>Epsilon of the whole run, which the plan stays within; above 0 and finite. Null: solve it.</summary>
    public double? Epsilon { get; init; }

    /// <summary>
    /// Delta of the whole run; above 0, at most <see cref="MaxDelta"/>, and below one over <see cref="Clients"/>, which is the
    /// delta of publishing one client's data outright. Null: solve it.
    /// </summary>
    public double? Delta { get; init; }

    /// <summary>Number T of rounds that a client takes part in; at least 1. Null: solve it.</summary>
    public int? Rounds { get; init; }

    /// <summary>
    /// Privacy parameter e of a round; above 0. Null: solve it. A double is given as <c>Rational.FromDouble(0.25)</c>.
    /// </summary>
    public Rational? PrivacyParameter { get; init; }

    /// <summary>Number n of clients in a round; at least 1.</summary>
    public required int Clients { get; init; }

    /// <summary>Number d of the model's parameters; at least 1.</summary>
    public required int Dimension { get; init; }

    /// <summary>
    /// Fractional bits of the updates, with the clip norm as one: n - 1 for n-bit fixed point. 1 to <see cref="MaxFractionalBits"/>.
    /// </summary>
    public int FractionalBits { get; init; } = DefaultFractionalBits;

    /// <summary>Largest delta that is allowed for this number of clients.</summary>
    internal double DeltaLimit => Math.Min(MaxDelta, Math.BitDecrement(1.0 / Clients));

    /// <summary>L2 distance, in integer units, which replacing one client moves the sum by.</summary>
    internal long L2Sensitivity => 2L << FractionalBits;

    /// <summary>Throws for a request that has no single meaning.</summary>
    internal void Validate()
    {
        if (Clients < 1)
            throw Refused($"A plan needs at least 1 client a round; {Clients} were given.");
        if (Dimension < 1)
            throw Refused($"A model has at least 1 parameter; {Dimension} were given.");
        if (FractionalBits is < 1 or > MaxFractionalBits)
            throw Refused($"Fractional bits must be between 1 and {MaxFractionalBits}; they are {FractionalBits}.");
        int given = (Epsilon is null ? 0 : 1) + (Delta is null ? 0 : 1) + (Rounds is null ? 0 : 1) + (PrivacyParameter is null ? 0 : 1);
        if (given != 3)
            throw Refused(
                $"Give exactly three of epsilon, delta, rounds and privacy parameter, and the fourth is solved; {given} were given.");
        if (Epsilon is { } epsilon && !Check.IsPositive(epsilon))
            throw Refused($"Epsilon must be above 0 and finite; it is {epsilon}.");
        if (Delta is { } delta && !(delta > 0 && delta <= DeltaLimit))
            throw Refused(
                $"Delta must be above 0, at most {MaxDelta}, and below one over the clients ({1.0 / Clients:G3}); it is {delta}.");
        if (Rounds < 1)
            throw Refused($"A run has at least 1 round; {Rounds} were given.");
        if (PrivacyParameter is { } parameter)
        {
            if (parameter.Sign <= 0)
                throw Refused($"A privacy parameter must be above 0; it is {parameter}.");
            DiscreteGaussianMechanism.ForBudget(new ZcdpBudget(parameter), L2Sensitivity);
        }
    }

    private static ArgumentException Refused(FormattableString message) => new(FormattableString.Invariant(message));
}
