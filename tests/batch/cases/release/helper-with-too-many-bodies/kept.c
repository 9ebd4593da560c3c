/*
 * More configurations than are looked at: the last one's helper releases.
 * kept: the call at line 176 leads to too many functions
 */
#if CHIP == 0
static void forget(struct map *m)
{
	m->used = false;
}
#elif CHIP == 1
static void forget(struct map *m)
{
	m->len = 1;
}
#elif CHIP == 2
static void forget(struct map *m)
{
	m->len = 2;
}
#elif CHIP == 3
static void forget(struct map *m)
{
	m->len = 3;
}
#elif CHIP == 4
static void forget(struct map *m)
{
	m->len = 4;
}
#elif CHIP == 5
static void forget(struct map *m)
{
	m->len = 5;
}
#elif CHIP == 6
static void forget(struct map *m)
{
	m->len = 6;
}
#elif CHIP == 7
static void forget(struct map *m)
{
	m->len = 7;
}
#elif CHIP == 8
static void forget(struct map *m)
{
	m->len = 8;
}
#elif CHIP == 9
static void forget(struct map *m)
{
	m->len = 9;
}
#elif CHIP == 10
static void forget(struct map *m)
{
	m->len = 10;
}
#elif CHIP == 11
static void forget(struct map *m)
{
	m->len = 11;
}
#elif CHIP == 12
static void forget(struct map *m)
{
	m->len = 12;
}
#elif CHIP == 13
static void forget(struct map *m)
{
	m->len = 13;
}
#elif CHIP == 14
static void forget(struct map *m)
{
	m->len = 14;
}
#elif CHIP == 15
static void forget(struct map *m)
{
	m->len = 15;
}
#elif CHIP == 16
static void forget(struct map *m)
{
	m->len = 16;
}
#elif CHIP == 17
static void forget(struct map *m)
{
	m->len = 17;
}
#elif CHIP == 18
static void forget(struct map *m)
{
	m->len = 18;
}
#elif CHIP == 19
static void forget(struct map *m)
{
	m->len = 19;
}
#elif CHIP == 20
static void forget(struct map *m)
{
	m->len = 20;
}
#elif CHIP == 21
static void forget(struct map *m)
{
	m->len = 21;
}
#elif CHIP == 22
static void forget(struct map *m)
{
	m->len = 22;
}
#elif CHIP == 23
static void forget(struct map *m)
{
	m->len = 23;
}
#elif CHIP == 24
static void forget(struct map *m)
{
	m->len = 24;
}
#elif CHIP == 25
static void forget(struct map *m)
{
	m->len = 25;
}
#elif CHIP == 26
static void forget(struct map *m)
{
	m->len = 26;
}
#elif CHIP == 27
static void forget(struct map *m)
{
	m->len = 27;
}
#elif CHIP == 28
static void forget(struct map *m)
{
	m->len = 28;
}
#elif CHIP == 29
static void forget(struct map *m)
{
	m->len = 29;
}
#elif CHIP == 30
static void forget(struct map *m)
{
	m->len = 30;
}
#elif CHIP == 31
static void forget(struct map *m)
{
	m->len = 31;
}
#else
static void forget(struct map *m)
{
	put_page(m->page);
}
#endif

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		forget(m);
	}
}
