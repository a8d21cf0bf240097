using Dpsa.Dap;

namespace Dpsa.Aggregator;

/// <summary>What an aggregator keeps of a session.</summary>
/// <param name="Parameters">What the session's tasks have in common.</param>
/// <param name="ShareSize">Bytes of an aggregate share.</param>
/// <param name="Secret">
/// What the verify keys of the session's tasks are derived from: the leader's contribution and then the helper's, 32 bytes each; only the
/// own one until the two have been exchanged.
/// </param>
public sealed record StoredSession(SessionParameters Parameters, int ShareSize, byte[] Secret);
