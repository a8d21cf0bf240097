using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Tests.Fields;

/// <summary>Sums of encoded vectors, with every kernel, against integers; lengths fill no register evenly.</summary>
public class EncodedSumsTests
{
    private static readonly int[] Lengths = [0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 100, 1003];

    private delegate int Kernel(Span<byte> sum, ReadOnlySpan<byte> addend, int count);

    [Theory]
    [MemberData(nameof(Registry.Fields), MemberType = typeof(Registry))]
    public void Adds_modulo_the_prime(Type field) => Registry.Run(field, ShouldAddFast<Field32>);

    [Theory]
    [MemberData(nameof(Registry.Fields), MemberType = typeof(Registry))]
    public void Adds_modulo_the_prime_element_after_element(Type field) => Registry.Run(field, ShouldAddPlainly<Field32>);

    [RequiresAvx512Fact]
    public void Adds_modulo_the_prime_in_512_bits()
    {
        ShouldAddWholeRegisters<Field32>(Kernel512<Field32>, 16);
        ShouldAddWholeRegisters<Field64>(Kernel512<Field64>, 8);
        ShouldAddWholeRegisters<Field128>(Kernel512<Field128>, 8);
    }

    [RequiresAvx2Fact]
    public void Adds_modulo_the_prime_in_256_bits()
    {
        ShouldAddWholeRegisters<Field32>(Kernel256<Field32>, 8);
        ShouldAddWholeRegisters<Field64>(Kernel256<Field64>, 4);
        ShouldAddWholeRegisters<Field128>(Kernel256<Field128>, 4);
    }

    [Theory]
    [MemberData(nameof(Registry.Fields), MemberType = typeof(Registry))]
    public void Names_the_first_element_that_is_not_below_the_modulus_and_leaves_the_sum_as_it_was(Type field) => Registry.Run(field, ShouldRefuse<Field32>);

    [Theory]
    [MemberData(nameof(Registry.Fields), MemberType = typeof(Registry))]
    public void Adds_a_vector_to_itself_and_to_a_part_of_itself(Type field) => Registry.Run(field, ShouldAddToItself<Field32>);

    /// <summary>Values near both ends of the field, near carries between words, and any: each with each.</summary>
    private static F[] Edges<F>()
        where F : unmanaged, IField<F>
    {
        UInt128 word = ulong.MaxValue;
        UInt128 highWord = F.Modulus >> 64 << 64;
        UInt128[] edges =
        [
            0, 1, 2, 3, word - 1, word, word + 1, F.Modulus >> 1, (F.Modulus >> 1) + 1, F.Modulus - 1, F.Modulus - 2, F.Modulus - 3,
            highWord, highWord - 1, highWord - word, highWord - word - 1, (highWord >> 1) + 7, (highWord >> 1) + word, 27, (UInt128)28 << 64,
        ];
        return [.. edges.Select(e => F.FromCanonical(e % F.Modulus)), .. Samples.Elements<F>(1, 12)];
    }

    private static void ShouldAddFast<F>()
        where F : unmanaged, IField<F> => ShouldAdd<F>(Best<F>);

    private static void ShouldAddPlainly<F>()
        where F : unmanaged, IField<F> => ShouldAdd<F>(Plain<F>);

    private static void ShouldAdd<F>(Kernel add)
        where F : unmanaged, IField<F>
    {
        foreach ((F[] left, F[] right) in Vectors<F>())
        {
            byte[] sum = FieldCodec.Encode<F>(left);
            add(sum, FieldCodec.Encode<F>(right), left.Length).ShouldBe(left.Length);
            Decoded<F>(sum).ShouldBe(left.Zip(right, Sum));
        }
    }

    /// <summary>What a kernel leaves out at the end is untouched; where it stops before, there is a rare case, which is untouched as well.</summary>
    private static void ShouldAddWholeRegisters<F>(Kernel add, int elements)
        where F : unmanaged, IField<F>
    {
        int complete = 0;
        foreach ((F[] left, F[] right) in Vectors<F>())
        {
            byte[] sum = FieldCodec.Encode<F>(left);
            int done = add(sum, FieldCodec.Encode<F>(right), left.Length);
            (done % elements).ShouldBe(0);
            Decoded<F>(sum).ShouldBe([.. left.Zip(right, Sum).Take(done), .. left[done..]]);
            if (done == left.Length / elements * elements)
                complete++;
        }

        complete.ShouldBeGreaterThan(Lengths.Length, "rare cases are rare");
    }

    /// <summary>All pairs of edges, a register of each; and random ones of many lengths.</summary>
    private static IEnumerable<(F[] Left, F[] Right)> Vectors<F>()
        where F : unmanaged, IField<F>
    {
        F[] edges = Edges<F>();
        foreach (F left in edges)
        {
            foreach (F right in edges)
                yield return ([left, .. Samples.Elements<F>(2, 15)], [right, .. Samples.Elements<F>(3, 15)]);
        }

        foreach (F left in edges)
            yield return ([.. Enumerable.Repeat(left, edges.Length)], edges);
        foreach (int length in Lengths)
            yield return (Samples.Elements<F>(4, length), Samples.Elements<F>(5, length));
        yield return (new F[40], Samples.Elements<F>(6, 40));
    }

    private static void ShouldRefuse<F>()
        where F : unmanaged, IField<F>
    {
        const int Length = 117;
        byte[] left = FieldCodec.Encode<F>(Samples.Elements<F>(7, Length));
        byte[] right = FieldCodec.Encode<F>(Samples.Elements<F>(8, Length));
        foreach (UInt128 wrong in (UInt128[])[F.Modulus, F.Modulus + 1, UInt128.MaxValue >> (128 - (8 * F.EncodedSize))])
        {
            foreach (int element in (int[])[0, 1, 7, 8, 50, 111, 112, Length - 1])
            {
                byte[] sum = [.. left];
                ShouldName("The addend", element, () => EncodedSums.Add<F>(sum, With(right, element, wrong), "The sum", "The addend"));
                sum.ShouldBe(left);

                byte[] wrongSum = With(left, element, wrong);
                sum = [.. wrongSum];
                ShouldName("The sum", element, () => EncodedSums.Add<F>(sum, right, "The sum", "The addend"));
                sum.ShouldBe(wrongSum);
            }
        }

        static byte[] With(byte[] vector, int element, UInt128 value)
        {
            byte[] changed = [.. vector];
            for (int i = 0; i < F.EncodedSize; i++)
                changed[(element * F.EncodedSize) + i] = (byte)((value >> (8 * i)) & 0xFF);
            return changed;
        }

        static void ShouldName(string vector, int element, Action action)
        {
            VdafException e = Should.Throw<VdafException>(action);
            e.Error.ShouldBe(VdafError.MalformedEncoding);
            e.Message.ShouldBe($"{vector}: field element {element} is not below the modulus.");
        }
    }

    private static void ShouldAddToItself<F>()
        where F : unmanaged, IField<F>
    {
        const int Length = 100;
        F[] values = Samples.Elements<F>(9, Length);
        byte[] sum = FieldCodec.Encode<F>(values);
        EncodedSums.Add<F>(sum, sum, "The sum", "The addend");
        Decoded<F>(sum).ShouldBe(values.Select(v => v + v));

        byte[] longer = FieldCodec.Encode<F>(values);
        int size = 60 * F.EncodedSize;
        EncodedSums.Add<F>(longer.AsSpan(0, size), longer.AsSpan(10 * F.EncodedSize, size), "The sum", "The addend");
        Decoded<F>(longer).ShouldBe(values.Select((v, i) => i < 60 ? v + values[i + 10] : v));
    }

    private static F Sum<F>(F left, F right)
        where F : unmanaged, IField<F>
    {
        var sum = (System.Numerics.BigInteger)left.ToUInt128() + right.ToUInt128();
        return F.FromCanonical((UInt128)(sum % F.Modulus));
    }

    private static F[] Decoded<F>(byte[] encoded)
        where F : unmanaged, IField<F>
    {
        var values = new F[encoded.Length / F.EncodedSize];
        FieldCodec.Decode<F>(encoded, values, "It");
        return values;
    }

    private static int Best<F>(Span<byte> sum, ReadOnlySpan<byte> addend, int count)
        where F : unmanaged, IField<F>
    {
        EncodedSums.Add<F>(sum, addend, "The sum", "The addend");
        return count;
    }

    private static int Plain<F>(Span<byte> sum, ReadOnlySpan<byte> addend, int count)
        where F : unmanaged, IField<F>
    {
        int next = 0;
        EncodedSums.AddPlainly<F>(sum, addend, ref next, count).ShouldBeTrue();
        return next;
    }

    private static unsafe int Kernel512<F>(Span<byte> sum, ReadOnlySpan<byte> addend, int count)
        where F : unmanaged, IField<F>
    {
        fixed (byte* left = sum, right = addend)
            return EncodedSumsLanes.AddAvx512<F>(left, right, count);
    }

    private static unsafe int Kernel256<F>(Span<byte> sum, ReadOnlySpan<byte> addend, int count)
        where F : unmanaged, IField<F>
    {
        fixed (byte* left = sum, right = addend)
            return EncodedSumsLanes.AddAvx2<F>(left, right, count);
    }
}
