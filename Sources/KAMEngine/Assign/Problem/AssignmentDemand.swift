/// One thing that somebody must do.
public enum AssignmentDemand: Hashable, Sendable {
    /// A cell needs a lead.
    case cell(Int)
    /// An account needs a KAM.
    case account(Int)
}
