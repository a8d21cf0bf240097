// Moves and conversions make new parameters and buffers, which replace the old ones in the module and in its fields.
// A conversion leaves integer tensors alone.
using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking) =>
                MoveAll(dtype, device, non_blocking);

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                MoveAll(null, new Device(deviceType, deviceIndex), non_blocking);

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking) => MoveAll(dtype, null, non_blocking);

            public Module _to(Tensor other, bool non_blocking)
            {
                ArgumentNullException.ThrowIfNull(other);
                return MoveAll(other.dtype, other.device, non_blocking);
            }

            private Module MoveAll(ScalarType? dtype, Device? device, bool nonBlocking)
            {
                if (dtype is { } type && !ElementTypes.IsFloatingPoint(type) && !ElementTypes.IsComplex(type))
                    throw new ArgumentException($"Parameters are floating-point or complex, not {type}.", nameof(dtype));
                if (device is not null)
                    InitializeDeviceType(device.type);
                foreach ((_, Module child) in named_children())
                    child.MoveAll(dtype, device, nonBlocking);

                foreach ((string own, Parameter parameter) in parametersByName.Entries.ToArray())
                {
                    if (Moved(parameter, dtype, device, nonBlocking) is { } values)
                        Replace(own, parameter, values, dtype, device, nonBlocking);
                }

                foreach ((string own, (Tensor tensor, bool persistent)) in buffersByName.Entries.ToArray())
                {
                    if (Moved(tensor, dtype, device, nonBlocking) is not { } values)
                        continue;
                    buffersByName.Set(own, (values.DetachFromDisposeScope(), persistent));
                    SetFields(tensor, values);
                    tensor.Dispose();
                }

                return this;
            }

            private void Replace(string own, Parameter old, Tensor values, ScalarType? dtype, Device? device, bool nonBlocking)
            {
                var moved = new Parameter(values, old.requires_grad);
                using (Tensor? gradient = old.grad)
                {
                    if (gradient is not null)
                    {
                        Tensor? movedGradient = Moved(gradient, dtype, device, nonBlocking);
                        moved.grad = movedGradient ?? gradient;
                        movedGradient?.Dispose();
                    }
                }

                moved.DetachFromDisposeScope();
                parametersByName.Set(own, moved);
                SetFields(old, moved);
                old.Dispose();
            }

            /// <summary>The tensor where and as what it shall be, or null if it is so already.</summary>
            private static Tensor? Moved(Tensor tensor, ScalarType? dtype, Device? device, bool nonBlocking)
            {
                ScalarType now = tensor.dtype;
                ScalarType type = dtype is { } wanted && (ElementTypes.IsFloatingPoint(now) || ElementTypes.IsComplex(now)) ? wanted : now;
                Device place = device ?? tensor.device;
                bool isThere = place.type == tensor.device_type && (place.type != DeviceType.CUDA || place.index == tensor.device_index);
                if (isThere && type == now)
                    return null;
                using Tensor plain = tensor.detach();
                return plain.to(type, place, non_blocking: nonBlocking);
            }

            private void SetFields(Tensor old, Tensor replacement)
            {
                foreach (FieldInfo field in ComponentFields())
                {
                    if (ReferenceEquals(field.GetValue(this), old))
                        field.SetValue(this, replacement);
                }
            }
        }
    }
}
