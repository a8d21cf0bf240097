namespace Dpsa.Examples.Cifar.Data;

/// <summary>Is told how the data set is obtained.</summary>
internal interface IDataReport
{
    /// <summary>A download starts; the result ends the display when disposed.</summary>
    IDownloadProgress Downloading(Uri archive, long length);

    /// <summary>The archive cannot be reached: other images take its place.</summary>
    void Unreachable(Uri archive, string reason);
}
