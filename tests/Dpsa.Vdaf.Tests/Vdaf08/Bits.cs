using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Tests.Vdaf08;

/// <summary>What the circuits over vectors of bits share.</summary>
internal static class Bits
{
    public static F Decode<F>(ReadOnlySpan<F> bits)
        where F : unmanaged, IField<F>
    {
        F value = F.Zero;
        for (int i = bits.Length - 1; i >= 0; i--)
            value = value + value + bits[i];
        return value;
    }

    public static F[] Encode<F>(IEnumerable<ulong> values, int bits)
        where F : unmanaged, IField<F> =>
        [.. values.SelectMany(v => Enumerable.Range(0, bits).Select(i => FieldMath.FromInteger<F>((v >> i) & 1)))];

    /// <summary>The sum of r^(k+1) x_k (x_k - 1), in chunks padded with zero elements.</summary>
    public static F CheckRange<F>(ReadOnlySpan<F> input, F r, int chunk, int shares, GadgetCalls<F> gadgets)
        where F : unmanaged, IField<F>
    {
        F shareOfOne = FieldMath.Inverse(FieldMath.FromInteger<F>((ulong)shares));
        F sum = F.Zero;
        F power = r;
        var arguments = new F[2 * chunk];
        for (int start = 0; start < input.Length; start += chunk)
        {
            for (int i = 0; i < chunk; i++)
            {
                F x = start + i < input.Length ? input[start + i] : F.Zero;
                arguments[2 * i] = power * x;
                arguments[(2 * i) + 1] = x - shareOfOne;
                power *= r;
            }

            sum += gadgets.Call(0, arguments);
        }

        return sum;
    }
}
