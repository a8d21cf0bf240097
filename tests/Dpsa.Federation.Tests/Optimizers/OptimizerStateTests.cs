using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Federation.Tests;

public sealed class OptimizerStateTests
{
    private static readonly double NanWithPayload = BitConverter.Int64BitsToDouble(0x7FF8_0000_DEAD_BEEF);

    [Fact]
    public void Is_read_as_it_was_written()
    {
        Arbitrary<(int Dimension, int Moments, long Steps, double[] Values)> cases = (
            from dimension in Gen.Choose(1, 30)
            from moments in Gen.Choose(0, OptimizerState.MaxMoments)
            from steps in Gen.Choose(0, int.MaxValue)
            from values in ArbMap.Default.GeneratorFor<double>().ArrayOf(dimension * moments)
            select (dimension, moments, (long)steps << 20, values)).ToArbitrary();
        Prop.ForAll(cases, c =>
        {
            OptimizerState state = new(
                "FedSome thing~",
                c.Dimension,
                c.Steps,
                [
                    .. Enumerable.Range(0, c.Moments)
                        .Select(i => ($"m{i}", (ReadOnlyMemory<double>)c.Values.AsMemory(i * c.Dimension, c.Dimension))),
                ]);
            OptimizerState read = Read(Bytes(state));
            return read.Equals(state) && read.GetHashCode() == state.GetHashCode();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Long_moments_cross_the_pieces_in_which_they_are_read()
    {
        double[] values = [.. TestOptimizers.Numbers(3).Take(8192 * 3 + 17)];
        OptimizerState state = new("A", values.Length, 5, [("m", values), ("v", values.Reverse().ToArray())]);
        using MemoryStream file = new(Bytes(state));
        using Stream slow = new TricklingStream(file);
        OptimizerState.Read(slow).ShouldBe(state);
        file.Position.ShouldBe(file.Length);
    }

    [Fact]
    public void The_format_is_the_committed_one() =>
        Convert.ToHexStringLower(Bytes(new OptimizerState("Ab", 1, 258, [("m", new[] { -2.0 })]))).ShouldBe(
            "647073612d6f7074" + "0100" + "024162" + "01000000" + "0201000000000000" + "01" + "016d" + "00000000000000c0");

    [Fact]
    public void What_follows_in_the_stream_is_left_there()
    {
        OptimizerState state = new FedAdam().Start(3);
        using MemoryStream file = new([.. Bytes(state), .. Bytes(state), 7]);
        OptimizerState.Read(file).ShouldBe(state);
        OptimizerState.Read(file).ShouldBe(state);
        file.ReadByte().ShouldBe(7);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] whole = Bytes(Sample());
        for (int length = 0; length < whole.Length; length++)
            Should.Throw<InvalidDataException>(() => Read(whole[..length]));
    }

    [Fact]
    public void Every_flipped_bit_is_refused_or_another_state()
    {
        OptimizerState state = Sample();
        byte[] whole = Bytes(state);
        int refused = 0;
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Read(flipped).ShouldNotBe(state);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(100); // the 80 bits of magic and version, and lengths
    }

    [Fact]
    public void Arbitrary_bytes_are_refused_or_read()
    {
        byte[] head = Bytes(Sample())[..10];
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            try
            {
                Read([.. head, .. bytes]);
            }
            catch (InvalidDataException)
            {
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0, 99, "other bytes")]
    [InlineData(8, 2, "version 2")]
    [InlineData(10, 0, "name of 0 bytes")]
    [InlineData(10, 65, "name of 65 bytes")]
    [InlineData(11, 10, "printable")]
    [InlineData(16, 128, "-2147483646 coordinates")]
    [InlineData(13, 0, "0 coordinates")]
    [InlineData(24, 128, "steps")]
    [InlineData(25, 17, "17 moments")]
    public void Says_what_is_wrong(int at, byte value, string expected)
    {
        byte[] bytes = Bytes(new OptimizerState("Ab", 2, 1, [("m", new double[2])]));
        bytes[at] = value;
        Should.Throw<InvalidDataException>(() => Read(bytes)).Message.ShouldContain(expected);
    }

    [Fact]
    public void A_name_twice_is_refused_before_its_values_are_read()
    {
        byte[] bytes = Bytes(new OptimizerState("A", 1, 0, [("m", new double[1]), ("n", new double[1])]));
        bytes[^9] = (byte)'m';
        Should.Throw<InvalidDataException>(() => Read(bytes)).Message.ShouldContain("names m twice");
    }

    [Fact]
    public void Takes_no_memory_for_lengths_that_are_only_claimed()
    {
        byte[] bytes = Bytes(new OptimizerState("A", 1, 0, [("m", new double[1])]));
        bytes[12] = bytes[13] = bytes[14] = 0xFF; // d = 2^24 - 1 and more
        bytes[15] = 0x7F;
        bytes[12] = 0x00;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<InvalidDataException>(() => Read(bytes)).Message.ShouldContain("too early");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void Equality_is_that_of_the_bits()
    {
        Of(double.NaN).ShouldBe(Of(double.NaN));
        Of(double.NaN).ShouldNotBe(Of(NanWithPayload));
        Of(0).ShouldNotBe(Of(-0.0));
        Of(1).ShouldNotBe(new OptimizerState("A", 1, 1, [("m", new[] { 1.0 })]));
        Of(1).ShouldNotBe(new OptimizerState("B", 1, 0, [("m", new[] { 1.0 })]));
        Of(1).ShouldNotBe(new OptimizerState("A", 1, 0, [("n", new[] { 1.0 })]));
        Of(1).ShouldNotBe(new OptimizerState("A", 1, 0, []));
        new OptimizerState("A", 1, 0, []).ShouldNotBe(new OptimizerState("A", 2, 0, []));

        static OptimizerState Of(double value) => new("A", 1, 0, [("m", new[] { value })]);
    }

    [Fact]
    public void Keeps_copies_of_what_it_was_given()
    {
        double[] values = [1, 2];
        OptimizerState state = new("A", 2, 0, [("m", values)]);
        values[0] = 7;
        state.Moments[0].Values.ToArray().ShouldBe([1, 2]);
    }

    [Fact]
    public void Refuses_what_is_no_state()
    {
        Should.Throw<ArgumentException>(() => new OptimizerState("", 1, 0, [])).Message.ShouldContain("1 to 64");
        Should.Throw<ArgumentException>(() => new OptimizerState("a\n", 1, 0, []));
        Should.Throw<ArgumentException>(() => new OptimizerState(new string('a', 65), 1, 0, [])).Message.ShouldContain("65");
        Should.Throw<ArgumentException>(() => new OptimizerState("A", 0, 0, []));
        Should.Throw<ArgumentException>(() => new OptimizerState("A", 1, -1, []));
        Should.Throw<ArgumentException>(() => new OptimizerState("A", 1, 0, [("m", new double[2])])).Message.ShouldContain("2 values");
        Should.Throw<ArgumentException>(() => new OptimizerState("A", 1, 0, [("m", new double[1]), ("m", new double[1])]))
            .Message.ShouldContain("twice");
        Should.Throw<ArgumentException>(
            () => new OptimizerState(
                "A", 1, 0, [.. Enumerable.Range(0, 17).Select(i => ($"m{i}", (ReadOnlyMemory<double>)new double[1]))]));
    }

    private static OptimizerState Sample() =>
        new("FedAdam", 3, 12, [("m", new[] { 1, -0.0, double.NaN }), ("v", new[] { 1e-300, 2, NanWithPayload })]);

    private static byte[] Bytes(OptimizerState state)
    {
        using MemoryStream stream = new();
        state.Write(stream);
        return stream.ToArray();
    }

    private static OptimizerState Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return OptimizerState.Read(stream);
    }

    /// <summary>Gives out a few bytes at a time and cannot seek, as a socket does.</summary>
    private sealed class TricklingStream(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 7));

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
