using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Fields;
using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Vdaf.Tests.Fields;

public class Field64Avx512Tests
{
    [RequiresAvx512Fact]
    public void Agrees_with_the_field_in_every_lane() =>
        Prop.ForAll(
            Samples.Field64Edges().ArrayOf(16).ToArbitrary(),
            values =>
            {
                Vector512<ulong> a = Vector512.Create([.. values[..8].Select(v => v.Value)]);
                Vector512<ulong> b = Vector512.Create([.. values[8..].Select(v => v.Value)]);
                Vector512<ulong> sum = Field64Avx512.Add(a, b);
                Vector512<ulong> difference = Field64Avx512.Subtract(a, b);
                Vector512<ulong> product = Field64Avx512.Multiply(a, b);
                for (int lane = 0; lane < 8; lane++)
                {
                    (Field64 x, Field64 y) = (values[lane], values[lane + 8]);
                    sum[lane].ShouldBe((x + y).Value);
                    difference[lane].ShouldBe((x - y).Value);
                    product[lane].ShouldBe((x * y).Value);
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
