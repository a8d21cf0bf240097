using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Dpsa.Privacy;

/// <summary>Makes the names of new files as durable as their content.</summary>
internal static class Folder
{
    private const int ReadOnly = 0;
    private const int NotSupportedForThisFile = 22; // EINVAL

    /// <summary>Returns once the device holds the folder's list of files; on Windows the file system's journal sees to it.</summary>
    /// <exception cref="IOException">The operating system refuses.</exception>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        int folder = open(Encoding.UTF8.GetBytes(path + '\0'), ReadOnly);
        if (folder < 0)
            throw LastError(path);
        try
        {
            if (fsync(folder) < 0 && Marshal.GetLastPInvokeError() != NotSupportedForThisFile)
                throw LastError(path);
        }
        finally
        {
            _ = close(folder);
        }
    }

    private static IOException LastError(string path)
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException($"{path}: {new Win32Exception(error).Message}", error);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int file);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int file);
}
