namespace TorchSharp;

public static partial class torch
{
    public static int get_num_threads() => Native.get_num_threads();

    public static void set_num_threads(int num) => Native.set_num_threads(num).Check();

    public static int get_num_interop_threads()
    {
        Native.get_num_interop_threads(out int num).Check();
        return num;
    }

    public static void set_num_interop_threads(int num) => Native.set_num_interop_threads(num).Check();
}
