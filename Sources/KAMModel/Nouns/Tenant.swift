/// A company whose data is kept apart from all others; known here by its id alone, a UUID.
public enum Tenant {}
