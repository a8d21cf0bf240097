using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Tests.Fields;

public class Field40Tests
{
    [Fact]
    public void Agrees_with_integers_modulo_the_prime() => FieldContract.AgreesWithIntegers<Field40>();

    [Fact]
    public void Rejects_what_is_not_below_the_modulus() => FieldContract.RejectsFromTheModulusOn<Field40>();
}
