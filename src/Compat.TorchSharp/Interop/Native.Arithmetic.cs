// Element-wise arithmetic of two operands. native/arithmetic.cpp is the other side.
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_add")]
    internal static partial Tensor add(Tensor a, Tensor b, NativeScalar alpha);

    [LibraryImport(Library, EntryPoint = "shim_add_scalar")]
    internal static partial Tensor add_scalar(Tensor a, NativeScalar b, NativeScalar alpha);

    [LibraryImport(Library, EntryPoint = "shim_add_")]
    internal static partial Status add_(Tensor a, Tensor b, NativeScalar alpha);

    [LibraryImport(Library, EntryPoint = "shim_add_scalar_")]
    internal static partial Status add_scalar_(Tensor a, NativeScalar b, NativeScalar alpha);

    [LibraryImport(Library, EntryPoint = "shim_sub")]
    internal static partial Tensor sub(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_sub_scalar")]
    internal static partial Tensor sub_scalar(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_rsub_scalar")]
    internal static partial Tensor rsub_scalar(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_sub_")]
    internal static partial Status sub_(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_sub_scalar_")]
    internal static partial Status sub_scalar_(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_mul")]
    internal static partial Tensor mul(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_mul_scalar")]
    internal static partial Tensor mul_scalar(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_mul_")]
    internal static partial Status mul_(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_mul_scalar_")]
    internal static partial Status mul_scalar_(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_div")]
    internal static partial Tensor div(Tensor a, Tensor b, int mode);

    [LibraryImport(Library, EntryPoint = "shim_div_scalar")]
    internal static partial Tensor div_scalar(Tensor a, NativeScalar b, int mode);

    [LibraryImport(Library, EntryPoint = "shim_rdiv_scalar")]
    internal static partial Tensor rdiv_scalar(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_div_")]
    internal static partial Status div_(Tensor a, Tensor b, int mode);

    [LibraryImport(Library, EntryPoint = "shim_div_scalar_")]
    internal static partial Status div_scalar_(Tensor a, NativeScalar b, int mode);

    [LibraryImport(Library, EntryPoint = "shim_floor_divide")]
    internal static partial Tensor floor_divide(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_remainder")]
    internal static partial Tensor remainder(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_remainder_scalar")]
    internal static partial Tensor remainder_scalar(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_fmod")]
    internal static partial Tensor fmod(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_fmod_scalar")]
    internal static partial Tensor fmod_scalar(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_fmod_")]
    internal static partial Status fmod_(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_fmod_scalar_")]
    internal static partial Status fmod_scalar_(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_pow")]
    internal static partial Tensor pow(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_pow_scalar")]
    internal static partial Tensor pow_scalar(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_pow_")]
    internal static partial Status pow_(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_pow_scalar_")]
    internal static partial Status pow_scalar_(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_addcmul")]
    internal static partial Tensor addcmul(Tensor t, Tensor a, Tensor b, NativeScalar value);

    [LibraryImport(Library, EntryPoint = "shim_addcmul_")]
    internal static partial Status addcmul_(Tensor t, Tensor a, Tensor b, NativeScalar value);

    [LibraryImport(Library, EntryPoint = "shim_addcdiv")]
    internal static partial Tensor addcdiv(Tensor t, Tensor a, Tensor b, NativeScalar value);

    [LibraryImport(Library, EntryPoint = "shim_addcdiv_")]
    internal static partial Status addcdiv_(Tensor t, Tensor a, Tensor b, NativeScalar value);

    [LibraryImport(Library, EntryPoint = "shim_lerp")]
    internal static partial Tensor lerp(Tensor t, Tensor end, Tensor weight);

    [LibraryImport(Library, EntryPoint = "shim_maximum")]
    internal static partial Tensor maximum(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_minimum")]
    internal static partial Tensor minimum(Tensor a, Tensor b);
}
