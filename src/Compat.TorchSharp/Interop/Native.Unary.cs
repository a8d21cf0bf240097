// Element-wise functions of one tensor. native/unary.cpp is the other side.
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using static TorchSharp.torch;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_abs")]
    internal static partial Tensor abs(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_abs_")]
    internal static partial Status abs_(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_ceil")]
    internal static partial Tensor ceil(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_ceil_")]
    internal static partial Status ceil_(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_floor")]
    internal static partial Tensor floor(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_floor_")]
    internal static partial Status floor_(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_trunc")]
    internal static partial Tensor trunc(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_trunc_")]
    internal static partial Status trunc_(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_neg")]
    internal static partial Tensor neg(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_neg_")]
    internal static partial Status neg_(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_exp")]
    internal static partial Tensor exp(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_exp_")]
    internal static partial Status exp_(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_log")]
    internal static partial Tensor log(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_log_")]
    internal static partial Status log_(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_sqrt")]
    internal static partial Tensor sqrt(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_sqrt_")]
    internal static partial Status sqrt_(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_relu")]
    internal static partial Tensor relu(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_relu_")]
    internal static partial Status relu_(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_sigmoid")]
    internal static partial Tensor sigmoid(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_tanh")]
    internal static partial Tensor tanh(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_tanh_")]
    internal static partial Status tanh_(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_log1p")]
    internal static partial Tensor log1p(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_log2")]
    internal static partial Tensor log2(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_cos")]
    internal static partial Tensor cos(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_sin")]
    internal static partial Tensor sin(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_rsqrt")]
    internal static partial Tensor rsqrt(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_square")]
    internal static partial Tensor square(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_sign")]
    internal static partial Tensor sign(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_frac")]
    internal static partial Tensor frac(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_isfinite")]
    internal static partial Tensor isfinite(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_isinf")]
    internal static partial Tensor isinf(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_isnan")]
    internal static partial Tensor isnan(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_logical_not")]
    internal static partial Tensor logical_not(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_bitwise_not")]
    internal static partial Tensor bitwise_not(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_round")]
    internal static partial Tensor round(Tensor t, long decimals);

    [LibraryImport(Library, EntryPoint = "shim_round_")]
    internal static partial Status round_(Tensor t, long decimals);

    [LibraryImport(Library, EntryPoint = "shim_zero_")]
    internal static partial Status zero_(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_fill_")]
    internal static partial Status fill_(Tensor t, NativeScalar value);

    [LibraryImport(Library, EntryPoint = "shim_clamp")]
    internal static partial Tensor clamp(Tensor t, NativeScalar min, NativeScalar max);

    [LibraryImport(Library, EntryPoint = "shim_clamp_")]
    internal static partial Status clamp_(Tensor t, NativeScalar min, NativeScalar max);

    [LibraryImport(Library, EntryPoint = "shim_clamp_tensor")]
    internal static partial Tensor clamp_tensor(Tensor t, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? min, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? max);

    [LibraryImport(Library, EntryPoint = "shim_clamp_tensor_")]
    internal static partial Status clamp_tensor_(Tensor t, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? min, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? max);

    [LibraryImport(Library, EntryPoint = "shim_nan_to_num")]
    internal static unsafe partial Tensor nan_to_num(Tensor t, double nan, double* posinf, double* neginf);
}
