import Foundation

/// S1 to S11: places, shares, envelopes and nearness, beside the C bound and the peers of the same run.
func spatialFigures(_ wanted: Set<String>, _ workload: SpatialWorkload) throws {
}
