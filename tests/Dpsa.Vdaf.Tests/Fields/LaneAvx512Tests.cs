using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Tests.Fields;

public class LaneAvx512Tests
{
    [RequiresAvx512Fact]
    public void Products_agree_with_the_field_in_every_lane() =>
        LaneContract<Vector512<long>, LaneOperationsAvx512>.ProductsAgreeWithTheField();

    [RequiresAvx512Fact]
    public void Redundant_operands_give_the_same_products() =>
        LaneContract<Vector512<long>, LaneOperationsAvx512>.RedundantOperandsGiveTheSameProducts();

    [RequiresAvx512Fact]
    public void Transform_agrees_with_the_scalar_one_in_every_lane() =>
        LaneContract<Vector512<long>, LaneOperationsAvx512>.TransformAgreesWithTheScalarOne();
}
