using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Lanes;

namespace Dpsa.Vdaf.Tests.Lanes;

public class Lane512Tests
{
    [RequiresAvx512Fact]
    public void Products_agree_with_the_field_in_every_lane() =>
        LaneContract<Vector512<long>, LaneOperations512>.ProductsAgreeWithTheField();

    [RequiresAvx512Fact]
    public void Redundant_operands_give_the_same_products() =>
        LaneContract<Vector512<long>, LaneOperations512>.RedundantOperandsGiveTheSameProducts();

    [RequiresAvx512Fact]
    public void Transform_agrees_with_the_scalar_one_in_every_lane() =>
        LaneContract<Vector512<long>, LaneOperations512>.TransformAgreesWithTheScalarOne();
}
