namespace Dpsa.Examples.Cifar.Data;

/// <summary>Is told how the data set is obtained.</summary>
internal interface IDataReport
{
    /// <summary>Something starts that takes a while.</summary>
    void Step(string text);

    /// <summary>A download starts; the result ends the display when disposed.</summary>
    IDownloadProgress Downloading(Uri archive, long length);

    /// <summary>A data set cannot be had: another takes its place.</summary>
    void Unavailable(DataSet set, string reason);
}
