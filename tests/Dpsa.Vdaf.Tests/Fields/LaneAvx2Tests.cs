using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Tests.Fields;

public class LaneAvx2Tests
{
    [RequiresAvx2Fact]
    public void Products_agree_with_the_field_in_every_lane() =>
        LaneContract<Vector256<long>, LaneOperationsAvx2>.ProductsAgreeWithTheField();

    [RequiresAvx2Fact]
    public void Redundant_operands_give_the_same_products() =>
        LaneContract<Vector256<long>, LaneOperationsAvx2>.RedundantOperandsGiveTheSameProducts();

    [RequiresAvx2Fact]
    public void Transform_agrees_with_the_scalar_one_in_every_lane() =>
        LaneContract<Vector256<long>, LaneOperationsAvx2>.TransformAgreesWithTheScalarOne();
}
