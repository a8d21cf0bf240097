namespace Dpsa.Examples.Cifar.Data;

/// <summary>Shows bytes received until disposed.</summary>
internal interface IDownloadProgress : IProgress<long>, IDisposable;
