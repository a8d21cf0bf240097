namespace TorchSharp;

public static partial class torch
{
    public static bool cuda_is_available() => cuda.is_available();

    public static class cuda
    {
        public static bool is_available() => Native.cuda_is_available() != 0;

        public static bool is_cudnn_available() => Native.cudnn_is_available() != 0;

        public static int device_count() => Native.cuda_device_count();

        public static void manual_seed(long seed) => Native.cuda_manual_seed(seed).Check();

        public static void manual_seed_all(long seed) => Native.cuda_manual_seed_all(seed).Check();

        public static void synchronize(Device? device = null) => Native.cuda_synchronize(device?.index ?? -1).Check();
    }
}
