namespace Dpsa.Vdaf;

/// <summary>Arithmetic on sizes.</summary>
internal static class Integers
{
    /// <summary>The quotient, rounded up; neither number is negative.</summary>
    public static int CeilingDivide(int value, int divisor)
    {
        (int quotient, int remainder) = Math.DivRem(value, divisor);
        return remainder == 0 ? quotient : quotient + 1;
    }
}
