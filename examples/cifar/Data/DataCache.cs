namespace Dpsa.Examples.Cifar.Data;

/// <summary>A data set in a folder of the checkout, made at the first run.</summary>
internal static class DataCache
{
    /// <param name="folder">The folder.</param>
    /// <param name="fill">Makes it where it is missing: see <see cref="AtomicFolder.MakeAsync"/>.</param>
    /// <param name="load">Reads and verifies it.</param>
    /// <param name="report">Told what is going on.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="CifarException">What is in it is damaged, or it cannot be made.</exception>
    public static async Task<ImageData> LoadAsync(
        string folder, Func<string, Task<string>> fill, Func<string, ImageData> load, IDataReport report, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            await AtomicFolder.MakeAsync(folder, fill, report, cancellation);

        try
        {
            return load(folder);
        }
        catch (CifarException e)
        {
            throw new CifarException($"{e.Message} Remove the folder {folder} to have it made again.", e);
        }
    }
}
