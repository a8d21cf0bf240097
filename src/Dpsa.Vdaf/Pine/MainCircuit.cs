// Main circuit of draft-chen-cfrg-vdaf-pine-02; s is the number of shares.
//
//     input     the measurement after the gradient, then the dot product t of every wraparound test
//     gadget    ParallelSum(Mul); every part starts a new call, what is missing in its last chunk is (0, 0)
//     joint     r_bit, r_test, r_final
//
//     bits      sum of r_bit^k b_k (b_k - 1/s)
//     norm      v + u - B^2 / s
//     tests     sum of r_test^i (t_i - (v_i - (W - 1) / s)) g_i     v_i decoded from the test's bits, g_i its success bit
//     count     sum of g_i - tests / s
//     output    bits + r_final norm + r_final^2 tests + r_final^3 count

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Pine;

/// <summary>All bits are bits, the claimed norm is within the bound, and every wraparound test succeeds as claimed.</summary>
internal sealed class MainCircuit<F>(PineLayout layout, int chunk) : ICircuit<F>
    where F : unmanaged, IField<F>
{
    public int InputLength => layout.BitsLength + layout.Checks;

    public int OutputLength => 0;

    public int JointRandLength => 3;

    public IReadOnlyList<Gadget<F>> Gadgets { get; } = [new(new Mul<F>(), chunk, PineChunks.MainCalls(layout, chunk))];

    public F Evaluate(ReadOnlySpan<F> input, ReadOnlySpan<F> jointRand, int shares, GadgetCalls<F> gadgets)
    {
        F shareOfOne = FieldMath.Inverse(FieldMath.FromInteger<F>((ulong)shares));
        ReadOnlySpan<F> bits = input[..layout.BitsLength];
        ReadOnlySpan<F> tests = bits[(2 * layout.NormBits)..];
        ReadOnlySpan<F> dots = input[layout.BitsLength..];
        using var arguments = new Secret<F>(2 * chunk);
        var calls = new PairCalls(gadgets, arguments.Array);

        F bitCheck = CheckBits(bits, jointRand[0], shareOfOne, calls);
        F testCheck = CheckTests(tests, dots, jointRand[1], shareOfOne, calls);
        F rangeCheck = FieldMath.FromBits(bits[..layout.NormBits])
            + FieldMath.FromBits(bits.Slice(layout.NormBits, layout.NormBits))
            - (FieldMath.FromInteger<F>(layout.SquaredBound) * shareOfOne);
        F countCheck = -(FieldMath.FromInteger<F>((ulong)layout.Checks) * shareOfOne);
        for (int i = 0; i < layout.Checks; i++)
            countCheck += tests[(i * layout.TestLength) + layout.DotBits];

        F r = jointRand[2];
        return bitCheck + (r * (rangeCheck + (r * (testCheck + (r * countCheck)))));
    }

    public void Truncate(ReadOnlySpan<F> input, Span<F> output)
    {
        // The main circuit checks; the output share is the gradient, which it does not see.
    }

    private static F CheckBits(ReadOnlySpan<F> bits, F r, F shareOfOne, PairCalls calls)
    {
        F multiplier = F.ToMultiplier(r);
        F power = F.ToMultiplier(F.One);
        foreach (F bit in bits)
        {
            calls.Add(F.MultiplyBy(bit, power), bit - shareOfOne);
            power = F.MultiplyBy(power, multiplier);
        }

        return calls.Take();
    }

    private F CheckTests(ReadOnlySpan<F> tests, ReadOnlySpan<F> dots, F r, F shareOfOne, PairCalls calls)
    {
        F multiplier = F.ToMultiplier(r);
        F power = F.ToMultiplier(F.One);
        F offset = FieldMath.FromInteger<F>((ulong)(layout.Width - 1)) * shareOfOne;
        for (int i = 0; i < dots.Length; i++)
        {
            ReadOnlySpan<F> test = tests.Slice(i * layout.TestLength, layout.TestLength);
            F difference = dots[i] - (FieldMath.FromBits(test[..layout.DotBits]) - offset);
            calls.Add(F.MultiplyBy(difference, power), test[layout.DotBits]);
            power = F.MultiplyBy(power, multiplier);
        }

        return calls.Take();
    }

    /// <summary>Gathers pairs into calls of the gadget, and their sum.</summary>
    private sealed class PairCalls(GadgetCalls<F> gadgets, F[] arguments)
    {
        private int _filled;
        private F _sum;

        public void Add(F left, F right)
        {
            arguments[_filled] = left;
            arguments[_filled + 1] = right;
            _filled += 2;
            if (_filled == arguments.Length)
                Flush();
        }

        /// <summary>The sum since the last time; a part that is not full is filled with zeros.</summary>
        public F Take()
        {
            if (_filled > 0)
            {
                arguments.AsSpan(_filled).Clear();
                Flush();
            }

            F sum = _sum;
            _sum = F.Zero;
            return sum;
        }

        private void Flush()
        {
            _sum += gadgets.Call(0, arguments);
            _filled = 0;
        }
    }
}
