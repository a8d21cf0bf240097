namespace Dpsa.Examples.Cifar;

/// <summary>Named settings of all options.</summary>
internal enum Preset
{
    Default,
    Reference,
    ReferenceNoNoise,
}
