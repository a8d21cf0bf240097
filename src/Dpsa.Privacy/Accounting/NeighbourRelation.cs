namespace Dpsa.Privacy;

/// <summary>Which two runs a reading of the guarantee calls neighbours.</summary>
public enum NeighbourRelation
{
    /// <summary>One client's vector is replaced by any other within the norm bound C: the sum moves by up to 2 C.</summary>
    ReplaceOne,

    /// <summary>One client's vector is added or removed, with the zero vector in its place: the sum moves by up to C.</summary>
    AddOrRemoveOne,
}
