namespace TorchSharp;

public static partial class torch
{
    public static Tensor eye(
        long rows, long columns = -1,
        ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Native.eye(rows, columns < 0 ? rows : columns, Where(dtype, device)).Finish(requires_grad, names);

    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Native.arange(start, stop, step, Where(dtype, device)).Finish(requires_grad);

    public static Tensor arange(
        Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Native.arange(start, stop, NativeScalar.One, Where(dtype, device)).Finish(requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Native.arange(0L, stop, NativeScalar.One, Where(dtype, device)).Finish(requires_grad);

    public static Tensor linspace(
        double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Native.linspace(start, end, steps, Where(dtype, device)).Finish(requires_grad);

    public static Tensor from_array(Array rawArray, Device? device = null) => NewTensor.FromArray(rawArray, null, device, false);

    public static Tensor from_array(
        Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        NewTensor.FromArray(rawArray, dtype, device, requires_grad, names);

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) =>
        NewTensor.FromArray(data, dtype, device, false);

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.to(dtype ?? data.dtype, device ?? data.device);
    }

    public static Tensor empty_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.empty_like(dtype, device).Finish(requires_grad, names);

    public static Tensor zeros_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.zeros_like(dtype, device).Finish(requires_grad, names);

    public static Tensor ones_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.ones_like(dtype, device).Finish(requires_grad, names);

    public static Tensor full_like(
        Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.full_like(value, dtype, device).Finish(requires_grad, names);

    /// <summary>The options of a factory, whose device must exist.</summary>
    private static NativeOptions Where(ScalarType? dtype, Device? device)
    {
        if (device is not null && device.type != DeviceType.CPU)
            InitializeDeviceType(device.type);
        return new NativeOptions(dtype, device);
    }
}
