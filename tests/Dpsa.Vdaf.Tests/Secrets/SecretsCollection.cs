namespace Dpsa.Vdaf.Tests.Secrets;

/// <summary>Tests that look at the whole heap, so that nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SecretsCollection
{
    public const string Name = "secrets";
}
