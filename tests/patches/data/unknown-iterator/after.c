/* A loop macro that no header explains. */
static void unknown_iterator(struct ring *ring)
{
	struct slot *slot;

	ring_for_each_used_slot_safe(ring, slot) {
		iommu_unmap_sync(slot->domain, slot->iova, SZ_4K);
		slot->iova = 0;
	}
	ring_for_each_used_slot_safe(ring, slot)
		iommu_unmap_sync(slot->domain, slot->iova, SZ_4K);
}
