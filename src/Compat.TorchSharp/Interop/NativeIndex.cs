namespace TorchSharp;

/// <summary>One entry of an index expression, laid out as the Index of native/indexing.cpp.</summary>
internal struct NativeIndex
{
    internal int Kind;
    internal int Given;
    internal long Start;
    internal long Stop;
    internal long Step;
    internal nint Tensor;
}
