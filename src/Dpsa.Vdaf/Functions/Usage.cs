namespace Dpsa.Vdaf.Functions;

/// <summary>What a stream of the extendable output function is used for: 1 to 7 by VDAF-08 section 7.2, the rest by PINE alone.</summary>
internal enum Usage : ushort
{
    MeasurementShare = 1,
    ProofShare = 2,
    JointRandomness = 3,
    ProveRandomness = 4,
    QueryRandomness = 5,
    JointRandSeed = 6,
    JointRandPart = 7,
    WraparoundJointRandomness = 8,
    WraparoundJointRandSeed = 9,
    WraparoundJointRandPart = 10,
}
