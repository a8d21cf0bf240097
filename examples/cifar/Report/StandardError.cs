namespace Dpsa.Examples.Cifar.Report;

/// <summary>Messages for the user beside the output.</summary>
internal static class StandardError
{
    public static void Line(string text)
    {
        try
        {
            Console.Error.WriteLine(text);
        }
        catch (IOException)
        {
            // The terminal has gone: nobody is there to read.
        }
    }
}
