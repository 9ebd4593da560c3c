/* iommu_map: a,
 *	     b) stays */
void f(void)
{
	other( a ,  b,
	    c ) ;   
        spaces(a,
         b);

	other(one_argument_of_many, another_argument, a_third_argument, and_a_fourth, and_a_fifth, 6);
	x = iommu_unmap(domain,  iova,   size )  ;	

	other(a,
			b);
}

	
