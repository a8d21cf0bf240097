// Generators and random tensors. native/random.cpp is the other side.
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using static TorchSharp.torch;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_rand")]
    internal static partial Tensor rand(ReadOnlySpan<long> size, long n, [MarshalUsing(typeof(GeneratorMarshaller))] Generator? g, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_randn")]
    internal static partial Tensor randn(ReadOnlySpan<long> size, long n, [MarshalUsing(typeof(GeneratorMarshaller))] Generator? g, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_randint")]
    internal static partial Tensor randint(long low, long high, ReadOnlySpan<long> size, long n, [MarshalUsing(typeof(GeneratorMarshaller))] Generator? g, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_randperm")]
    internal static partial Tensor randperm(long n, [MarshalUsing(typeof(GeneratorMarshaller))] Generator? g, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_normal")]
    internal static partial Tensor normal(double mean, double std, ReadOnlySpan<long> size, long n, [MarshalUsing(typeof(GeneratorMarshaller))] Generator? g, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_rand_like")]
    internal static partial Tensor rand_like(Tensor t, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_randn_like")]
    internal static partial Tensor randn_like(Tensor t, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_uniform_")]
    internal static partial Status uniform_(Tensor t, double from, double to, [MarshalUsing(typeof(GeneratorMarshaller))] Generator? g);

    [LibraryImport(Library, EntryPoint = "shim_normal_")]
    internal static partial Status normal_(Tensor t, double mean, double std, [MarshalUsing(typeof(GeneratorMarshaller))] Generator? g);

    [LibraryImport(Library, EntryPoint = "shim_random_")]
    internal static partial Status random_(Tensor t, long from, long to, [MarshalUsing(typeof(GeneratorMarshaller))] Generator? g);

    [LibraryImport(Library, EntryPoint = "shim_bernoulli")]
    internal static partial Tensor bernoulli(Tensor t, [MarshalUsing(typeof(GeneratorMarshaller))] Generator? g);

    [LibraryImport(Library, EntryPoint = "shim_bernoulli_")]
    internal static partial Status bernoulli_(Tensor t, double p, [MarshalUsing(typeof(GeneratorMarshaller))] Generator? g);

    [LibraryImport(Library, EntryPoint = "shim_bernoulli_tensor_")]
    internal static partial Status bernoulli_tensor_(Tensor t, Tensor p, [MarshalUsing(typeof(GeneratorMarshaller))] Generator? g);

    [LibraryImport(Library, EntryPoint = "shim_manual_seed")]
    internal static partial Status manual_seed(long seed);

    [LibraryImport(Library, EntryPoint = "shim_generator_new")]
    internal static partial Status generator_new(long seed, NativeOptions o, out nint result);

    [LibraryImport(Library, EntryPoint = "shim_generator_default")]
    internal static partial Status generator_default(NativeOptions o, out nint result);

    [LibraryImport(Library, EntryPoint = "shim_generator_free")]
    internal static partial void generator_free(nint g);

    [LibraryImport(Library, EntryPoint = "shim_generator_initial_seed")]
    internal static partial Status generator_initial_seed(nint g, out long result);

    [LibraryImport(Library, EntryPoint = "shim_generator_seed")]
    internal static partial Status generator_seed(nint g, out long result);

    [LibraryImport(Library, EntryPoint = "shim_generator_manual_seed")]
    internal static partial Status generator_manual_seed(nint g, long seed);

    [LibraryImport(Library, EntryPoint = "shim_generator_get_state")]
    internal static partial Tensor generator_get_state(nint g);

    [LibraryImport(Library, EntryPoint = "shim_generator_set_state")]
    internal static partial Status generator_set_state(nint g, Tensor state);
}
