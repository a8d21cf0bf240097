using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Dpsa.Examples.Cifar;

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
