/* Nothing could be converted: what is open is still of the old style. */
#include <linux/iommu.h>

#define TRY(d) if (d && iommu_unmap(d, 0, SZ_4K))
