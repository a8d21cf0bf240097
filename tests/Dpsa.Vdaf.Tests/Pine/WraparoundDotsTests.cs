using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Tests.Pine;

/// <summary>Every kernel against the plain sum, at sizes that fill no block, chunk or register evenly.</summary>
public class WraparoundDotsTests
{
    private delegate void Algorithm<F>(XofStream coefficients, ReadOnlySpan<F> gradient, Span<F> dots)
        where F : unmanaged, IField<F>;

    public static TheoryData<int> Dimensions => [1, 3, 4, 5, 127, 255, 256, 257, 1021, 4095, 4096, 4097, 10_001];

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void Kernels_agree_with_the_plain_sum(int dimension)
    {
        Check(Samples.Elements<Field64>(dimension, dimension), () => Stream(dimension));
        Check(Samples.Elements<Field128>(dimension, dimension), () => Stream(dimension));
        Check(Samples.Elements<Field40>(dimension, dimension), () => Stream(dimension));
        Check(Samples.Elements<Field32>(dimension, dimension), () => Stream(dimension));
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void Kernels_hold_the_largest_bytes_with_coefficients_of_one_sign(byte coefficients)
    {
        // All bytes but one of these elements are 255.
        Check(Enumerable.Repeat(new Field64(0xFFFF_FFFE_FFFF_FFFF), 20_000).ToArray(), () => new Constant(coefficients));
        Check(Enumerable.Repeat(new Field32(0xFFEF_FFFF), 20_000).ToArray(), () => new Constant(coefficients));
    }

    [Fact]
    public void Coefficients_of_a_byte_are_taken_from_its_lowest_bits_first()
    {
        Field64[] gradient = [new(1), new(10), new(100), new(1000), new(10_000)];
        var dots = new Field64[2];
        WraparoundDots.Compute<Field64>(new Bytes([0b11_00_10_11, 0b11, 0b00_01_11_00, 0b00]), gradient, dots);
        FieldMath.ToCentred(dots[0]).ShouldBe(1 - 100 + 1000 + 10_000);
        FieldMath.ToCentred(dots[1]).ShouldBe(-1 + 10 - 1000 - 10_000);
    }

    private static void Check<F>(F[] gradient, Func<XofStream> stream)
        where F : unmanaged, IField<F>
    {
        F[] expected = Run<F>(WraparoundDots.ComputePlainly);
        Run<F>(WraparoundDots.Compute).ShouldBe(expected);
        if (PlaneOperationsAvx512.IsSupported)
            Run<F>(WraparoundDotsLanes<Vector512<byte>, PlaneOperationsAvx512>.Compute).ShouldBe(expected);
        if (PlaneOperationsAvx2.IsSupported)
            Run<F>(WraparoundDotsLanes<Vector256<byte>, PlaneOperationsAvx2>.Compute).ShouldBe(expected);

        T[] Run<T>(Algorithm<T> algorithm)
            where T : unmanaged, IField<T>
        {
            var dots = new T[9];
            using XofStream coefficients = stream();
            algorithm(coefficients, (T[])(object)gradient, dots);
            return dots;
        }
    }

    private static TurboShake128 Stream(int seed)
    {
        var stream = new TurboShake128();
        stream.Absorb(BitConverter.GetBytes(seed + 1));
        return stream;
    }

    private sealed class Constant(byte value) : XofStream
    {
        public override void Absorb(ReadOnlySpan<byte> data) => throw new NotSupportedException();

        public override void Squeeze(Span<byte> output) => output.Fill(value);

        public override void Dispose()
        {
        }
    }

    private sealed class Bytes(byte[] bytes) : XofStream
    {
        private int _position;

        public override void Absorb(ReadOnlySpan<byte> data) => throw new NotSupportedException();

        public override void Squeeze(Span<byte> output)
        {
            bytes.AsSpan(_position, output.Length).CopyTo(output);
            _position += output.Length;
        }

        public override void Dispose()
        {
        }
    }
}
