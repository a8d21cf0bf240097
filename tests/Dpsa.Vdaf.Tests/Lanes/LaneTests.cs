using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Lanes;
using Dpsa.Vdaf.Ntt;
using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Vdaf.Tests.Lanes;

public unsafe class LaneTests
{
    [RequiresAvx512Fact]
    public void Products_agree_with_the_field_in_every_lane() =>
        Prop.ForAll(
            Samples.Field128Edges().ArrayOf(8).ToArbitrary(),
            Samples.Field128Edges().ToArbitrary(),
            (values, constant) =>
            {
                long* words = stackalloc long[Field128Lanes.Words];
                Put(words, values, 1);
                int* multiplier = stackalloc int[Field128Lanes.Limbs];
                Field128Lanes.ToMultiplier(constant, new Span<int>(multiplier, Field128Lanes.Limbs));
                Field128Lanes.Multiply(
                    At(words, 0), At(words, 1), At(words, 2), At(words, 3), At(words, 4), multiplier,
                    out Vector512<long> r0, out Vector512<long> r1, out Vector512<long> r2, out Vector512<long> r3, out Vector512<long> r4);
                Field128Lanes.Save(words, r0, r1, r2, r3, r4);
                for (int lane = 0; lane < 8; lane++)
                    Field128Lanes.FromLane(words, lane).ShouldBe(values[lane] * constant);
            }).QuickCheckThrowOnFailure();

    // Limbs of up to 29 bits and both signs are what the last layer of a transform leaves behind.
    [RequiresAvx512Fact]
    public void Redundant_operands_give_the_same_products() =>
        Prop.ForAll(
            Samples.Field128Edges().ArrayOf(24).ToArbitrary(),
            Gen.Choose(-12, 12).ToArbitrary(),
            (values, scale) =>
            {
                long* a = stackalloc long[Field128Lanes.Words];
                long* x = stackalloc long[Field128Lanes.Words];
                long* y = stackalloc long[Field128Lanes.Words];
                Put(a, values[..8], 1);
                Put(x, values[8..16], scale);
                Put(y, values[16..], -scale);
                Field128 constant = values[3];
                Field128 factor = FieldMath.FromSigned<Field128>(scale);
                Field128 rInverse = FieldMath.Inverse(Field128Lanes.R);
                int* multiplier = stackalloc int[Field128Lanes.Limbs];
                Field128Lanes.ToMultiplier(constant, new Span<int>(multiplier, Field128Lanes.Limbs));

                Field128Lanes.MultiplyAdd(
                    At(a, 0), At(a, 1), At(a, 2), At(a, 3), At(a, 4), multiplier,
                    At(x, 0), At(x, 1), At(x, 2), At(x, 3), At(x, 4), At(y, 0), At(y, 1), At(y, 2), At(y, 3), At(y, 4),
                    out Vector512<long> r0, out Vector512<long> r1, out Vector512<long> r2, out Vector512<long> r3, out Vector512<long> r4);
                Field128Lanes.FoldTop(ref r0, ref r2, ref r4);
                Field128Lanes.Save(a, r0, r1, r2, r3, r4);
                Field128Lanes.Square(
                    At(x, 0), At(x, 1), At(x, 2), At(x, 3), At(x, 4), out r0, out r1, out r2, out r3, out r4);
                Field128Lanes.Normalise(ref r0, ref r1, ref r2, ref r3, ref r4);
                Field128Lanes.Save(x, r0, r1, r2, r3, r4);

                for (int lane = 0; lane < 8; lane++)
                {
                    Field128 left = values[8 + lane] * factor;
                    Field128 right = -(values[16 + lane] * factor);
                    Field128Lanes.FromLane(a, lane).ShouldBe((values[lane] * constant) + (left * right * rInverse));
                    Field128Lanes.FromLane(x, lane).ShouldBe(left * left * rInverse);
                }
            }).QuickCheckThrowOnFailure();

    [RequiresAvx512Fact]
    public void Transform_agrees_with_the_scalar_one_in_every_lane()
    {
        for (int sizeLog2 = 1; sizeLog2 <= 12; sizeLog2++)
        {
            LaneTransform transform = LaneTransform.OfLog2(sizeLog2);
            var scalar = new Field128[8][];
            var words = new long[transform.Size * Field128Lanes.Words];
            fixed (long* data = words)
            {
                for (int lane = 0; lane < 8; lane++)
                {
                    scalar[lane] = Values(lane, transform.Size);
                    for (int point = 0; point < transform.Size; point++)
                        PutLane(data + (point * Field128Lanes.Words), lane, scalar[lane][point], 1);
                }

                transform.ExtendToCoset(data);
                for (int lane = 0; lane < 8; lane++)
                {
                    CosetExtension<Field128>.OfLog2(sizeLog2).Extend(scalar[lane]);
                    for (int point = 0; point < transform.Size; point++)
                        Field128Lanes.FromLane(data + (point * Field128Lanes.Words), lane).ShouldBe(scalar[lane][point]);
                }
            }
        }
    }

    /// <summary>Random values in most lanes; the largest, in all places or in every other, in two: what grows fastest.</summary>
    private static Field128[] Values(int lane, int size) => lane switch
    {
        0 => [.. Enumerable.Repeat(-Field128.One, size)],
        1 => [.. Enumerable.Range(0, size).Select(i => i % 2 == 0 ? -Field128.One : Field128.Zero)],
        _ => Samples.Elements<Field128>(lane, size),
    };

    private static void Put(long* words, Field128[] values, int scale)
    {
        for (int lane = 0; lane < values.Length; lane++)
            PutLane(words, lane, values[lane], scale);
    }

    private static void PutLane(long* words, int lane, Field128 value, int scale)
    {
        Span<int> limbs = stackalloc int[Field128Lanes.Limbs];
        Field128Lanes.ToLimbs(value, limbs);
        for (int limb = 0; limb < Field128Lanes.Limbs; limb++)
            words[(limb * Field128Lanes.Count) + lane] = (long)limbs[limb] * scale;
    }

    private static Vector512<long> At(long* words, int limb) => Field128Lanes.Load(words, limb);
}
