/** Numbers, units, times and their spellings, one pair a line, divided by " | ". */
export const NOTATION: string = String.raw`
3\frac12 | \frac{7}{2}
3 \frac{1}{2} | 3.5
-1\frac{3}{4} | -1.75
3 1/2 | 7/2
3-1/2 | 2.5
1,000 | 1000
1\,000\,000 | 10^6
1 000 000 | 1000000
1{,}000{,}000 | 1,000,000
1'000'000 | 1000000
12\,345 | 12345
5.00 | 5
+5 | 5
--5 | 5
-(-5) | 5
.25 | \frac14
0.25 | \frac{1}{4}
\tfrac{1}{4} | 1/4
\cfrac{1}{4} | 0.25
1 / 4 | 0.25
\frac14 | ¼
⅔ | \frac{2}{3}
2⅓ | \frac73
1½ | 1.5
{1 \over 2} | \frac12
1\over2 | 0.5
\frac{3}{-4} | -\frac34
-\frac{3}{4} | \frac{-3}{4}
\frac{-3}{-4} | 0.75
\left(\frac{2}{3}\right)^3 | \frac{8}{27}
6.02\times10^{23} | 6.02e23
6.02 \cdot 10^{23} | 6.02E23
6.02 \times 10^23 | 6.02*10^23
1.2\times 10^{-3} | 0.0012
1.2e-3 | 0.0012
1.2 × 10^{-3} | 0.0012
1.2 x 10^{-3} | 0.0012
10^{-3} | 0.001
3\times10^8 | 300,000,000
0.\overline{12} | \frac{4}{33}
0.\overline{142857} | \frac17
2.1\overline{6} | \frac{13}{6}
0.(6) | \frac23
0.1\dot{6} | \frac{1}{6}
0.\dot1\dot2 | \frac{12}{99}
0.666\ldots | \frac{2}{3}
0.6666... | 2/3
0.\bar{3} | 1/3
0.1212\ldots | \frac{4}{33}
\overline{0.3}  | \overline{0.3}
50\% | 0.5
50 percent | 50\%
50\text{ percent} | 0.5
33\frac{1}{3}\% | \frac13
12.5% | 0.125
\frac{1}{2}\% | 0.005
0.5\% | 0.005
200\% | 2
2.5\times 10^{5} | 250{,}000
\frac{1000}{3} | 333\frac{1}{3}
2^{10} | 1024
2**10 | 1024
2³ | 8
2^3^2 | 512
9^{9^{9}} | 9^{387420489}
10^{100}-1 | 10^{50}\cdot 10^{50}-1
-0 | 0
\frac{0}{5} | 0
1,234.5 | 1234.50
1,234,567.89 | 1234567.89
\num{1234} | 1234
\approx 2.5 | 2.5
\sim 5 | 5
\frac{22}{7} | 3\frac17
six | 6
\text{six} | 6
\text{twenty-five} | 25
\text{zero} | 0
1/3+1/6 | 0.5
5\times 7 | 35
(5)(7) | 35
5·7 | 35
5 × 7 | 35
35 ÷ 7 | 5
35\div 7 | 5
{5} | 5
\boxed{5} | 5
\mathbf{5} | 5
\mathrm{5} | 5
\text{5} | 5
\underline{5} | 5
\color{red}{5} | 5
\textcolor{blue}{5} | 5
\displaystyle 5 | 5
\displaystyle\frac{1}{2} | 0.5
\large 5 | 5
5\, | 5
\!5 | 5
5. | 5
5\text{.} | 5
$5$ | 5
\(5\) | 5
\[5\] | 5
**5** | 5
"5" | 5
1011_2 | (1011)_2
(1011)_2 | 1011_{2}
1011_{(2)} | 1011_2
\text{ABC}_{16} | ABC_{16}
0xFF | FF_{16}
0b1011 | 1011_2
1\text{F}_{16} | 1F_{16}
413_5 | 413_{\text{five}}
413_5 | 413 \text{ base } 5
413_{\text{base }5} | 413_5
\pm5 | 5,-5
\pm5 | -5 \text{ or } 5
\pm5 | x=\pm5
1\pm\sqrt2 | 1+\sqrt2,1-\sqrt2
\frac{1\pm\sqrt5}{2} | \frac{1+\sqrt5}{2}\text{ and }\frac{1-\sqrt5}{2}
\pm\frac{\sqrt2}{2} | \pm\frac{1}{\sqrt2}
\pm1,\pm2 | -2,-1,1,2
\pm1,\pm2 | 1, -1, 2, -2
2\pm3i | 2+3i, 2-3i
\pm 3 | \mp3
+/-3 | \pm3
+-3 | \pm 3
± 3 | \pm3
x = \pm\sqrt{3}, 0 | 0, \sqrt3, -\sqrt3
\pm a | a, -a
1:2 | 2:4
1:2 | 0.5:1
1:2 | 1/2
1:2 | \frac12
3:2 | 3\text{ to }2
3:2 | 3 to 2
3:2 | \frac{3}{2}:1
2:\sqrt3 | 2\sqrt3:3
a:b=2:3 | 2:3
a:b:c=1:2:3 | 1:2:3
1 : 4 | 1:4
1\colon 4 | 1:4
4\mathbin{:}1 | 4:1
\frac{1}{2}:\frac13 | 3:2
1.5:1 | 3:2
10:30\text{ AM} | 10:30 am
10:30\text{ a.m.} | 10:30AM
3:00\text{ PM} | 3 p.m.
3:00 PM | 15:00
\text{3:45 PM} | 3:45 p.m.
10:05 | 10:05
\text{noon} | 12:00 PM
5:30\text{ p.m.} | 5:30 P.M.
\text{March 5} | March 5
\text{March 5, 2020} | March 5 2020
\text{March 5} | 5 March
\text{March 5} | March 5th
\text{January 1, 2024} | 1 January 2024
\text{2024-01-01} | January 1, 2024
\text{Monday} | monday
\text{Monday} | Monday.
\text{May} | May
\text{5th} | 5
\text{4th} | \text{fourth}
5^{\text{th}} | 5
12^{th} | 12
5\text{ m} | 500\text{ cm}
5\text{ m} | 5\mathrm{~m}
5\text{ m} | 5 m
5\text{ m} | 5\,\mathrm{m}
5\text{ m} | 5\text{ meters}
5\text{ m} | 5
1.5\text{ km} | 1500\text{ m}
2\text{ kg} | 2000\text{ g}
3\text{ L} | 3000\text{ mL}
36\text{ km/h} | 10\text{ m/s}
10\text{ m/s} | 10 \mathrm{~m} / \mathrm{s}
10\text{ m/s} | 10\,\text{m}\,\text{s}^{-1}
10\text{ m/s} | 10 m/s
9.8\text{ m/s}^2 | 9.8\text{ m s}^{-2}
9.8\text{ m/s}^2 | 9.8\ \mathrm{m/s^2}
9.8\text{ m/s}^2 | 9.8
100\text{ cm}^2 | 0.01\text{ m}^2
12\text{ square centimeters} | 12\text{ cm}^2
12\text{ cubic feet} | 12\text{ ft}^3
1\text{ hour} | 60\text{ min}
90\text{ s} | 1.5\text{ min}
1\text{ day} | 24\text{ hours}
2\text{ weeks} | 14\text{ days}
3\text{ years} | 36\text{ months}
1\text{ kWh} | 3.6\times10^6\text{ J}
1\text{ kJ} | 1000\text{ J}
2.5\text{ MHz} | 2500\text{ kHz}
500\text{ nm} | 5\times10^{-7}\text{ m}
5\mu\text{m} | 5\times10^{-6}\text{ m}
5\text{ }\mu\text{m} | 5 μm
2\text{ kPa} | 2000\text{ Pa}
1\text{ N} | 1\text{ kg m/s}^2
5\text{ k}\Omega | 5000\,\Omega
5\text{ k}\Omega | 5000\text{ ohms}
3\text{ mA} | 0.003\text{ A}
20\text{ mV} | 0.02\text{ V}
6\text{ ft} | 72\text{ in}
1\text{ mile} | 5280\text{ feet}
2\text{ yards} | 6\text{ feet}
1\text{ dozen} | 12
25\text{ mph} | 25\text{ miles per hour}
60\text{ miles/hour} | 60\text{ mph}
5\text{ dollars} | \$5
\$5.00 | 5
\$1,234 | 1234
5\text{ cents} | \$0.05
50¢ | \$0.50
€5 | 5\text{ EUR}
US\$5 | \$5
5 \text{ USD} | \$5
£3.50 | 3.50\text{ pounds}
¥100 | 100\text{ yen}
100\text{ rupees} | ₹100
\text{Rs. }500 | 500
5\text{ apples} | 5
5\text{ students} | 5 students
12\text{ ways} | 12
3\text{ units} | 3
45^\circ | 45\text{ degrees}
45^\circ | 45°
45^\circ | \frac{\pi}{4}
45^\circ | 45^{\circ}
45^\circ | 45\,^\circ
30^\circ 30' | 30.5^\circ
30^\circ30'0'' | 30.5^\circ
\frac{\pi}{4}\text{ rad} | 45^\circ
20^\circ\text{C} | 20\text{ degrees Celsius}
20^\circ\mathrm{C} | 20 °C
293\text{ K} | 293\text{ kelvin}
32^\circ F | 32°F
6.626\times10^{-34}\text{ J}\cdot\text{s} | 6.626\times10^{-34}\,\mathrm{J\,s}
5\text{ N}\cdot\text{m} | 5\text{ N m}
3\text{ mol/L} | 3\text{ mol L}^{-1}
1.2\text{ g/cm}^3 | 1200\text{ kg/m}^3
5 \text{ million} | 5,000,000
2.3\text{ billion} | 2.3\times10^9
5\text{ thousand} | 5000
5\text{ hundred} | 500
2\text{ hours and }30\text{ minutes} | 150\text{ minutes}
2 hours 30 minutes | 2.5 hours
3 feet 4 inches | 40 inches
5\text{ lb }8\text{ oz} | 88\text{ oz}
4\text{ pounds} | 64\text{ ounces}
1\text{ gallon} | 4\text{ quarts}
10\text{ ft}^2 | 10\text{ sq ft}
10\text{ ft}^2 | 10 ft^2
10\text{ ft}^2 | 10 square feet
10\text{ ft}^2 | 10\text{ square feet}
V=10\text{ ft}^3 | 10
10\text{ cm}^3 | 10\text{ mL}
5\text{ cm/s} | 0.05\text{ m/s}
`;
